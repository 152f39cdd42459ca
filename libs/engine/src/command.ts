import type { DecisionResult } from '#decisions';
import type { CalledElementBinding } from '#bpmn';
import type { ScriptRunner, WorkingCalendar } from '#expressions';
import type { JsonObject } from '#foundation';

/**
 * One thing that happened to a process instance. `key` is always the number the engine gave to the open thing
 * (activity, job, timer, subscription, child) in the effect that opened it.
 */
export type EngineCommand =
  /**
   * Begins an instance: at the none start events, or `at` one element that begins instances (see `startTriggers`). Only
   * with `state === null`.
   */
  | {
      readonly type: 'start';
      readonly variables: JsonObject;
      readonly at?: string;
      /** Who starts it; goes into the variable that `camunda:initiator` names. Absent: what it was given, else null. */
      readonly initiator?: string;
    }
  /**
   * `local` is seen by the task's output mappings only (e.g. `completedBy`); `variables` also go to the outer scopes.
   */
  | {
      readonly type: 'completeTask';
      readonly key: number;
      readonly variables?: JsonObject;
      readonly local?: JsonObject;
    }
  /** `local` is seen by the output mappings only. */
  | { readonly type: 'completeJob'; readonly key: number; readonly output?: JsonObject; readonly local?: JsonObject }
  /**
   * A modelled BPMN error raised by the handler; a technical failure never reaches the engine. Refused with
   * UncaughtBpmnError where nothing catches it; the job is open still. `variables` are written outward from the activity
   * before the error leaves it.
   */
  | {
      readonly type: 'failJob';
      readonly key: number;
      readonly errorCode: string;
      readonly errorMessage?: string;
      readonly variables?: JsonObject;
    }
  | { readonly type: 'fireTimer'; readonly key: number }
  /** An armed timer is to fire at another instant (ISO 8601 UTC). The later firings of a cycle are counted from it. */
  | { readonly type: 'rescheduleTimer'; readonly key: number; readonly due: string }
  /**
   * An armed timer is not to fire any more, nor ever again where it repeats; what it was armed for goes on without it. For
   * one that a token waits at, see `modify`.
   */
  | { readonly type: 'disarmTimer'; readonly key: number }
  | { readonly type: 'deliverMessage'; readonly key: number; readonly variables?: JsonObject }
  /** A signal thrown elsewhere reaches every catcher of this instance that is armed for it; none need be. */
  | {
      readonly type: 'deliverSignal';
      readonly signal: string;
      readonly variables?: JsonObject;
      /** Only those of these that are armed still: what was armed when it was thrown. Absent: all. */
      readonly keys?: readonly number[];
    }
  | { readonly type: 'childEnded'; readonly key: number; readonly variables: JsonObject }
  /** The child ended with an error; `variables` are those of its process scope at that time. */
  | {
      readonly type: 'childFailed';
      readonly key: number;
      readonly errorCode: string;
      readonly errorMessage?: string;
      readonly variables?: JsonObject;
    }
  /** An escalation left the child, which runs on unless what catches it here interrupts it. */
  | { readonly type: 'childEscalated'; readonly key: number; readonly escalationCode?: string }
  /** People choose an activity of an ad-hoc sub-process; `key` is that of the offer. */
  | { readonly type: 'startActivity'; readonly key: number; readonly element: string; readonly variables?: JsonObject }
  /** People say that an ad-hoc sub-process is done. */
  | { readonly type: 'completeAdHoc'; readonly key: number }
  /** Changes variables of the process scope (or of the scope with `key`). */
  | { readonly type: 'setVariables'; readonly key?: number; readonly variables: JsonObject }
  /** An operator moves tokens by hand: all instructions, in order, or none. */
  | { readonly type: 'modify'; readonly instructions: readonly ModificationInstruction[] }
  | { readonly type: 'cancel' };

/** One instruction of a modification, with the meaning they have in Camunda 7. */
export type ModificationInstruction =
  /** A token begins at an activity, event or gateway; scopes around it that do not run are begun too. */
  | {
      readonly type: 'startBefore';
      readonly element: string;
      readonly variables?: JsonObject;
      /** Key of the live scope to start in, where several run. */
      readonly scope?: number;
    }
  /** As if the element had just completed. */
  | { readonly type: 'startAfter'; readonly element: string; readonly variables?: JsonObject; readonly scope?: number }
  /** A token begins on a sequence flow. */
  | { readonly type: 'startTransition'; readonly flow: string; readonly variables?: JsonObject; readonly scope?: number }
  /** One activity instance with everything in it, or every instance of an element. */
  | { readonly type: 'cancel'; readonly key: number }
  | { readonly type: 'cancelAll'; readonly element: string };

/** Which decision a business rule task asks for, with every expression evaluated. */
export interface DecisionRequest {
  readonly key: string;
  readonly binding: CalledElementBinding;
  readonly bindingValue?: string;
}

/** The working time of the office, and of its units. */
export interface OfficeCalendar extends WorkingCalendar {
  /** For a task that is offered to these groups: without a name the calendar of the unit counts that they name first. */
  ofGroups(groups: readonly string[]): WorkingCalendar;
}

/** What the function may know of the world: no clock, no random numbers of its own. */
export interface EngineContext {
  /** The instant of the step, ISO 8601 in UTC. */
  readonly now: string;
  /** IANA zone in which FEEL reads dates without a zone. */
  readonly zone: string;
  /** Business key of the instance, for expressions. */
  readonly businessKey?: string;
  /** Working time of the office, for expressions. Absent: they cannot ask for it. */
  readonly calendar?: OfficeCalendar;
  /** Runs scripts in JavaScript. Absent: the operator has not turned them on. */
  readonly scripts?: ScriptRunner;
  /** Evaluates a decision. Absent: none are known. @throws CongvanError where there is none, or it yields nothing. */
  readonly decide?: (request: DecisionRequest, variables: JsonObject) => DecisionResult;
  /**
   * Whether an instance that called this one, or called its caller, catches an error with this code. Such an error ends
   * the instance where nothing in it catches it. Absent: no caller does.
   */
  readonly callerCatches?: (errorCode: string) => boolean;
  /**
   * Whether the event of a caller that catches an escalation with this code interrupts the call. Such an escalation ends
   * the instance where nothing in it catches it. Absent: no caller's does.
   */
  readonly callerInterrupts?: (escalationCode?: string) => boolean;
  /** Activities one step may enter before it is stopped as a runaway loop. Default 100,000. */
  readonly maxActivitiesPerStep?: number;
}
