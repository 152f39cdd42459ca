import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { compileProcess } from '#bpmn';
import { type EngineState, InMemoryProcess, type OpenThing } from '#engine';
import type { JsonObject } from '#foundation';
import { makeMoves, type Move } from '../moves.js';

/** A file in `v1/`: all that a later engine needs to take the instance up, and what it must make of it. */
export interface RecordedState {
  readonly model: string;
  readonly state: EngineState;
  readonly open: readonly OpenThing[];
  readonly after: readonly Move[];
  readonly expected: Outcome;
}

export interface Outcome {
  /** For each move what ended or was cancelled, in order, and what is then open. */
  readonly steps: readonly { readonly finished: readonly string[]; readonly waitingFor: readonly string[] }[];
  readonly outcome: string | undefined;
  /** Variables of the process at the end. */
  readonly variables: JsonObject;
}

const context = { now: '2026-01-05T01:00:00.000Z', zone: 'Asia/Ho_Chi_Minh' };

/** An instance of a model in `models/` that has not been started. */
export async function instanceOf(folder: string, model: string): Promise<InMemoryProcess> {
  const bpmn = readFileSync(join(folder, 'models', `${model}.bpmn`), 'utf8');
  return new InMemoryProcess(await compileProcess(bpmn, model), context);
}

/** Takes a recorded instance up and leads it to its end. */
export async function resume(
  folder: string,
  { model, state, open, after }: Omit<RecordedState, 'expected'>,
): Promise<Outcome> {
  const instance = await instanceOf(folder, model);
  instance.state = state;
  for (const thing of open) instance.open.set(thing.key, thing);
  const steps = after.map((move) => {
    const known = instance.history.length;
    makeMoves(instance, [move]);
    const finished = instance.history.slice(known).filter(({ event }) => event !== 'start');
    return { finished: finished.map(({ event, element }) => `${event} ${element}`), waitingFor: instance.waitingFor };
  });
  return { steps, outcome: instance.outcome?.outcome, variables: instance.variables };
}
