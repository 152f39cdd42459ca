import type { JsonObject, JsonValue } from '#foundation';

/** Raised when the shape below changes. `test/compatibility` holds recorded states of every version since 1. */
export const STATE_FORMAT_VERSION = 1;

/**
 * A process instance between two steps: the tree of its live activity instances and nothing else. What has ended left
 * no trace here (history is in the effects), so the size depends on what is open, not on what has happened.
 *
 * Plain JSON. Treat it as opaque outside this lib and read it through {@link variablesOf} and {@link openActivities}.
 */
export interface EngineState {
  readonly v: typeof STATE_FORMAT_VERSION;
  /** The next free key. Keys are never reused within an instance. */
  readonly next: number;
  /**
   * In ascending order of their keys, so parents come before children; the first is the process. Empty once that has
   * ended. A list, because an object with integer keys this far apart is a sparse array to V8: a step in a process of
   * 2,000 tasks then took 1.8 times as long as in one of 20.
   */
  readonly instances: readonly ActivityInstance[];
}

/** One run of one element: the process itself, an activity, a waiting event, an armed boundary event. */
export interface ActivityInstance {
  readonly key: number;
  /** BPMN id. */
  readonly element: string;
  /** Key of the scope, or multi-instance body, around it; the process has none. */
  readonly parent?: number;
  /** Armed boundary event: key of the activity whose end disarms it. */
  readonly attachedTo?: number;
  /** Present where the instance is a variable scope of its own. */
  readonly variables?: JsonObject;
  /** Tokens that wait at parallel joins of this scope: gateway id → incoming flow id → count. */
  readonly joins?: Readonly<Record<string, Readonly<Record<string, number>>>>;
  /** Present on a multi-instance body, and only there. */
  readonly loop?: LoopProgress;
  /** Present on an armed repeating timer. */
  readonly cycle?: ArmedCycle;
}

/** How far a multi-instance activity has come (BPMN 2.0.2 §13.3.7). */
export interface LoopProgress {
  readonly total: number;
  readonly completed: number;
  /** Sequential only: the collection as it was read on entry; a parallel one has handed it out. */
  readonly items?: readonly JsonValue[];
}

/** A repeating timer while it is armed. */
export interface ArmedCycle {
  /** ISO 8601 instant in UTC of the firing that is armed now; the later ones lie on the grid that it starts. */
  readonly due: string;
  /** ISO 8601 duration. */
  readonly interval: string;
  /** Firings left, the armed one included. Absent: without end. */
  readonly remaining?: number;
}
