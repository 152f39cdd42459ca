import type { JsonObject } from '#foundation';

/**
 * One thing that happened to a process instance. `key` is always the number the engine gave to the open thing
 * (activity, job, timer, subscription, child) in the effect that opened it.
 */
export type EngineCommand =
  /** Begins an instance at the none start event. Only with `state === null`. */
  | { readonly type: 'start'; readonly variables: JsonObject }
  /**
   * `local` is seen by the task's output mappings only (e.g. `completedBy`); `variables` also go to the outer scopes.
   */
  | {
      readonly type: 'completeTask';
      readonly key: number;
      readonly variables?: JsonObject;
      readonly local?: JsonObject;
    }
  | { readonly type: 'completeJob'; readonly key: number; readonly output?: JsonObject }
  /**
   * A modelled BPMN error raised by the handler; a technical failure never reaches the engine. Refused with
   * UncaughtBpmnError where nothing catches it; the job is open still.
   */
  | { readonly type: 'failJob'; readonly key: number; readonly errorCode: string; readonly errorMessage?: string }
  | { readonly type: 'fireTimer'; readonly key: number }
  | { readonly type: 'deliverMessage'; readonly key: number; readonly variables?: JsonObject }
  | { readonly type: 'childEnded'; readonly key: number; readonly variables: JsonObject }
  /** The child ended with an error; `variables` are those of its process scope at that time. */
  | {
      readonly type: 'childFailed';
      readonly key: number;
      readonly errorCode: string;
      readonly errorMessage?: string;
      readonly variables?: JsonObject;
    }
  /** Changes variables of the process scope (or of the scope with `key`). For operators; no use case sends it yet. */
  | { readonly type: 'setVariables'; readonly key?: number; readonly variables: JsonObject }
  | { readonly type: 'cancel' };

/** What the function may know of the world: no clock, no random numbers of its own. */
export interface EngineContext {
  /** The instant of the step, ISO 8601 in UTC. */
  readonly now: string;
  /** IANA zone in which FEEL reads dates without a zone. */
  readonly zone: string;
  /**
   * Whether an instance that called this one, or called its caller, catches an error with this code. Such an error ends
   * the instance where nothing in it catches it. Absent: no caller does.
   */
  readonly callerCatches?: (errorCode: string) => boolean;
  /** Activities one step may enter before it is stopped as a runaway loop. Default 100,000. */
  readonly maxActivitiesPerStep?: number;
}
