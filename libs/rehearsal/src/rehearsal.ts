import type { JsonObject } from '#foundation';

/** When a rehearsal begins that is not told when: always the same Monday, 8 o'clock in Hà Nội. */
export const DEFAULT_START = '2026-01-05T01:00:00.000Z';

/** One line of what happened, in the order in which it happened, over all instances. */
export interface TraceEntry {
  /** BPMN id of an activity, event, gateway or sub-process; never of a process. */
  readonly activity: string;
  readonly event: 'start' | 'end' | 'cancel';
}

/** How the instance that was started first has ended. */
export type Outcome = 'completed' | 'cancelled' | 'error';

/** One thing that people, the systems around them, or time do to a model. Elements go by BPMN id. */
export type Step =
  /** The oldest open user task of the element. */
  | { readonly kind: 'complete'; readonly element: string; readonly variables: JsonObject; readonly by?: string }
  /** The oldest held task, or call of a process that is not at hand. */
  | { readonly kind: 'job'; readonly element: string; readonly output: JsonObject }
  | { readonly kind: 'error'; readonly element: string; readonly code: string }
  /** By name or id of the message. Without keys any instance fits; one that it begins gets the business key. */
  | {
      readonly kind: 'message';
      readonly name: string;
      readonly key?: string;
      readonly businessKey?: string;
      readonly variables: JsonObject;
    }
  /** By name or id of the signal. */
  | { readonly kind: 'signal'; readonly name: string; readonly variables: JsonObject }
  /**
   * What a decision about a deadline does to a case, a pause or an extension: variables that it has get other values, and
   * due dates and timers that read them are counted anew, from when they were opened.
   */
  | { readonly kind: 'set'; readonly variables: JsonObject }
  /** ISO 8601 duration. */
  | { readonly kind: 'advance'; readonly duration: string }
  /** ISO 8601 instant. */
  | { readonly kind: 'until'; readonly instant: string };

/**
 * A model that is being played on one engine; our engine and bpmn-engine are the two there are. Time is virtual, and
 * what is not held completes by itself.
 */
export interface Rehearsal {
  readonly trace: readonly TraceEntry[];
  /** Ids of what waits for a step, one entry for each; armed boundary events and event sub-processes are not listed. */
  readonly open: readonly string[];
  /** Whether something was started and nothing runs any more. */
  readonly ended: boolean;
  /** Null while the instance that was started first runs. */
  readonly outcome: Outcome | null;
  /** Variables of the instance that was started first. */
  readonly variables: JsonObject;
  /**
   * Starts the process, or leaves that to the first step where the process has only start events with a trigger and
   * the step is one of them.
   */
  begin(variables: JsonObject, first: Step | undefined): Promise<void>;
  /** @throws NothingOpenError, UnknownNameError, UnknownVariableError when the step finds nothing that it is for. */
  take(step: Step): void;
}
