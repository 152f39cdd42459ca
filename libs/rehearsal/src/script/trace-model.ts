import { EngineError } from '#engine';
import { CongvanError, type JsonObject } from '#foundation';
import { NothingOpenError } from '../errors.js';
import type { Outcome, Rehearsal, Step, TraceEntry } from '../rehearsal.js';

/** Why a step could not be done. */
export interface TraceError {
  /** Stable, e.g. `engine.no-outgoing-flow`. */
  readonly code: string;
  readonly message: string;
  /** BPMN id, where there is one. */
  readonly element?: string;
  /** Place of the step in the script, from 0; absent when it was the start. */
  readonly step?: number;
}

/** What became of a model, for machines. */
export interface TraceReport {
  readonly trace: readonly TraceEntry[];
  readonly open: readonly string[];
  readonly ended: boolean;
  readonly outcome: Outcome | null;
  readonly variables: JsonObject;
  /** Null: every step could be done. */
  readonly error: TraceError | null;
}

/** Plays a script to its end, or to the first step that cannot be done. */
export async function traceModel(
  rehearsal: Rehearsal,
  { variables, steps }: { readonly variables: JsonObject; readonly steps: readonly Step[] },
): Promise<TraceReport> {
  const error = await play(rehearsal, variables, steps);
  const { trace, open, ended, outcome, variables: now } = rehearsal;
  return { trace, open, ended, outcome, variables: now, error };
}

/** The report of a model that could not even be read. */
export function unreadable(error: CongvanError): TraceReport {
  return { trace: [], open: [], ended: false, outcome: null, variables: {}, error: told(error, undefined) };
}

async function play(rehearsal: Rehearsal, variables: JsonObject, steps: readonly Step[]): Promise<TraceError | null> {
  let at: number | undefined;
  try {
    await rehearsal.begin(variables, steps[0]);
    for (const [index, step] of steps.entries()) {
      at = index;
      rehearsal.take(step);
    }
    return null;
  } catch (error) {
    return told(error, at);
  }
}

function told(error: unknown, step: number | undefined): TraceError {
  const place = step === undefined ? {} : { step };
  if (!(error instanceof CongvanError)) return { code: 'internal', message: String(error), ...place };
  const element = error instanceof EngineError || error instanceof NothingOpenError ? error.element : undefined;
  return { code: error.code, message: error.message, ...(element !== undefined && { element }), ...place };
}
