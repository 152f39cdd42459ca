import type { CalledElementBinding } from '#bpmn';
import type { JsonObject } from '#foundation';

/** Topic of the jobs behind `camunda:asyncBefore` and `camunda:asyncAfter`: nothing to do but to go on. */
export const CONTINUE_TOPIC = 'congvan:continue';

/**
 * What the world must now do because of one step. In the order in which it came about.
 *
 * A command uses up the job, timer or child whose key it names: nothing closes those again. A task is closed by
 * `closeTask` in either case, and a subscription stays until `unsubscribe`, since a non-interrupting boundary event
 * takes many messages. `endInstance` is always the last effect.
 */
export type EngineEffect =
  | {
      readonly type: 'openTask';
      readonly key: number;
      readonly element: string;
      readonly name?: string;
      readonly assignee?: string;
      readonly candidateUsers: readonly string[];
      readonly candidateGroups: readonly string[];
      /** ISO 8601 instant in UTC. */
      readonly dueDate?: string;
      /** The model gives it a due date that came out as null, so that it has none: right of a case without one, or a misspelt variable. */
      readonly dueDateIsNull?: true;
      /** State of the calendars that the due date was counted by; absent: it asked for no working time. */
      readonly calendarPublication?: number;
      readonly followUpDate?: string;
      readonly priority: number;
      readonly formKey?: string;
      /** Absent: the form that was deployed with the process. */
      readonly formBinding?: 'deployment' | 'latest' | 'version';
      readonly formVersion?: string;
    }
  | { readonly type: 'closeTask'; readonly key: number; readonly reason: 'completed' | 'cancelled' }
  /**
   * The handler sees what `variablesOf` gives for the key when it takes the job. The topic {@link CONTINUE_TOPIC} has no
   * handler: such a job only divides two steps.
   */
  | {
      readonly type: 'scheduleJob';
      readonly key: number;
      readonly element: string;
      readonly topic: string;
      readonly retryTimeCycle?: string;
      /** Absent where the model says nothing. */
      readonly priority?: number;
    }
  | { readonly type: 'cancelJob'; readonly key: number }
  /**
   * `due` is an ISO 8601 instant in UTC; it may lie in the past, and then fires at once. `calendarPublication`: as with
   * `openTask`.
   */
  | {
      readonly type: 'armTimer';
      readonly key: number;
      readonly element: string;
      readonly due: string;
      readonly calendarPublication?: number;
    }
  | { readonly type: 'disarmTimer'; readonly key: number }
  /**
   * The armed timer fires at another instant: by command, or `renewed`, because a migration has evaluated it anew.
   * `calendarPublication`: as with `openTask`.
   */
  | {
      readonly type: 'rescheduleTimer';
      readonly key: number;
      readonly due: string;
      readonly renewed?: true;
      readonly calendarPublication?: number;
    }
  /** In place of what the key was subscribed to, where it was: a migration may renew what an event waits for. */
  | {
      readonly type: 'subscribe';
      readonly key: number;
      readonly element: string;
      readonly message: string;
      readonly correlationKey?: string;
    }
  | { readonly type: 'subscribeSignal'; readonly key: number; readonly element: string; readonly signal: string }
  /** Of a message or a signal. */
  | { readonly type: 'unsubscribe'; readonly key: number }
  /** A message to whoever in this office waits for it, or will soon, or is begun by it. */
  | {
      readonly type: 'publishMessage';
      readonly element: string;
      readonly message: string;
      readonly correlationKey?: string;
      readonly variables: JsonObject;
    }
  /** To every other instance that is armed for the signal now, and to what it begins. This instance has had it. */
  | {
      readonly type: 'broadcastSignal';
      readonly element: string;
      readonly signal: string;
      readonly variables: JsonObject;
    }
  | {
      readonly type: 'startChild';
      readonly key: number;
      readonly element: string;
      readonly calledElement: string;
      readonly binding: CalledElementBinding;
      readonly bindingValue?: string;
      readonly businessKey?: string;
      readonly variables: JsonObject;
    }
  | { readonly type: 'cancelChild'; readonly key: number }
  /**
   * An escalation that nothing in this instance catches goes to its caller, where there is one. The instance runs on,
   * unless that interrupts it (`EngineContext.callerInterrupts`): then it ends as cancelled.
   */
  | { readonly type: 'escalate'; readonly element: string; readonly escalationCode?: string }
  /**
   * People may choose these activities of an ad-hoc sub-process, by `startActivity`, until the offer is withdrawn. In
   * place of the offer that the key had, where it had one.
   */
  | {
      readonly type: 'offerActivities';
      readonly key: number;
      readonly element: string;
      readonly activities: readonly string[];
    }
  | { readonly type: 'withdrawOffer'; readonly key: number }
  /** One line of the activity history. `start` and `end`/`cancel` of one activity carry the same key. */
  | {
      readonly type: 'recordActivity';
      readonly key: number;
      readonly parent?: number;
      readonly element: string;
      readonly elementType: string;
      readonly name?: string;
      readonly event: 'start' | 'end' | 'cancel';
    }
  /**
   * Migration: what has this key (task, job, timer, subscription, child, line of the history) stands at another element
   * from now on, or in another scope. `name` is the name that the element has there; `formKey` that of a user task.
   */
  | {
      readonly type: 'moveActivity';
      readonly key: number;
      readonly parent?: number;
      readonly element: string;
      readonly name?: string;
      readonly formKey?: string;
    }
  /** `variables` are those of the process scope at the end. */
  | { readonly type: 'endInstance'; readonly outcome: 'completed'; readonly variables: JsonObject }
  | { readonly type: 'endInstance'; readonly outcome: 'cancelled'; readonly variables: JsonObject }
  /** It ends with an error that a caller catches: the caller is to get `childFailed`. */
  | {
      readonly type: 'endInstance';
      readonly outcome: 'error';
      readonly variables: JsonObject;
      readonly error: { readonly code: string; readonly message?: string };
    };
