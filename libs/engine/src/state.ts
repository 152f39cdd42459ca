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
   * Parents come before children; the first is the process. In ascending order of their keys otherwise, so that only a
   * scope which a migration has begun around what ran stands before lower ones. Empty once the process has ended.
   *
   * A list, because an object with integer keys this far apart is a sparse array to V8: a step in a process of 2,000
   * tasks then took 1.8 times as long as in one of 20.
   */
  readonly instances: readonly ActivityInstance[];
}

/** One run of one element: the process itself, an activity, a waiting event, an armed event. */
export interface ActivityInstance {
  readonly key: number;
  /** BPMN id. */
  readonly element: string;
  /** Key of the scope, or of the body around the runs of a loop; the process has none. */
  readonly parent?: number;
  /**
   * Key of what the instance lives and dies with, without holding a token of its own: the activity that a boundary
   * event is armed for, the scope that the start event of an event sub-process is armed for (its parent, then), the
   * event-based gateway that an event behind it is armed for.
   */
  readonly attachedTo?: number;
  /** Present where the instance is a variable scope of its own. */
  readonly variables?: JsonObject;
  /** Tokens that wait at joining gateways of this scope: gateway id → incoming flow id → count. */
  readonly joins?: Readonly<Record<string, Readonly<Record<string, number>>>>;
  /**
   * Complex gateways of this scope that have been activated and wait for their reset: the incoming flows from which
   * they have had their token.
   */
  readonly resetting?: readonly string[];
  /** Ad-hoc sub-processes that are done but for activities that still run. */
  readonly finishing?: true;
  /** The body around the runs of a multi-instance or looping activity, before it has counted them. */
  readonly body?: true;
  /** Present on the body around the runs of a loop once it has begun. */
  readonly loop?: LoopProgress;
  /** Present on an armed repeating timer. */
  readonly cycle?: ArmedCycle;
  /** Present on what waits for a signal: its name. */
  readonly signal?: string;
  /** Present on a job before, after or on the way to an element; its parent is that element's instance, or scope. */
  readonly continuation?: Continuation;
  /** Scopes: what has completed and can be compensated, in order of completion. */
  readonly compensable?: readonly CompensableActivity[];
}

/** How far a looping activity has come (BPMN 2.0.2 §13.3.6, §13.3.7). */
export interface LoopProgress {
  /** Multi-instance: how many runs there are. Standard loop: `loopMaximum`, where it has one. */
  readonly total?: number;
  readonly completed: number;
  /** Sequential only: the collection as it was read on entry; a parallel one has handed it out. */
  readonly items?: readonly JsonValue[];
  /** Outputs of the completed runs, by their place in the collection; null where there is none yet. */
  readonly outputs?: readonly JsonValue[];
}

/** A repeating timer while it is armed. */
export interface ArmedCycle {
  /** ISO 8601 instant in UTC of the firing that is armed now. */
  readonly due: string;
  /** ISO 8601 duration between two firings. Absent where `cron` says when. */
  readonly interval?: string;
  readonly cron?: string;
  /** Firings left, the armed one included. Absent: without end. */
  readonly remaining?: number;
  /**
   * The instant from which the firings are counted, and the number of the armed one: the n-th lies n intervals after
   * `start`, so that months of different length cause no drift. Absent in states of earlier versions, which count on
   * from `due`.
   */
  readonly start?: string;
  readonly number?: number;
  /** No firing after this instant. */
  readonly end?: string;
}

/**
 * A job that stands between the token and the element: `camunda:asyncBefore`, `camunda:asyncAfter`, a listener.
 * `index` counts the jobs of that place.
 */
export type Continuation =
  | { readonly at: 'before'; readonly index: number }
  /** `flows`: those that the token takes then, where that is decided already. */
  | { readonly at: 'after'; readonly index: number; readonly flows?: readonly string[] }
  | { readonly at: 'take'; readonly index: number; readonly flow: string };

/** A completed activity that has something to undo it (BPMN 2.0.2 §10.7.1, §13.5.5). */
export interface CompensableActivity {
  /** Key that its instance had. */
  readonly key: number;
  /** BPMN id. */
  readonly element: string;
  /** Variables of its own scope when it completed: what its compensation sees. */
  readonly variables?: JsonObject;
  /** What completed inside a sub-process and can be compensated with it. */
  readonly inside?: readonly CompensableActivity[];
}
