import type { CalledElementBinding } from '#bpmn';
import type { JsonObject } from '#foundation';

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
      readonly followUpDate?: string;
      readonly priority: number;
      readonly formKey?: string;
    }
  | { readonly type: 'closeTask'; readonly key: number; readonly reason: 'completed' | 'cancelled' }
  /** The handler sees what `variablesOf` gives for the key when it takes the job. */
  | {
      readonly type: 'scheduleJob';
      readonly key: number;
      readonly element: string;
      readonly topic: string;
      readonly retryTimeCycle?: string;
    }
  | { readonly type: 'cancelJob'; readonly key: number }
  /** `due` is an ISO 8601 instant in UTC; it may lie in the past, and then fires at once. */
  | { readonly type: 'armTimer'; readonly key: number; readonly element: string; readonly due: string }
  | { readonly type: 'disarmTimer'; readonly key: number }
  | {
      readonly type: 'subscribe';
      readonly key: number;
      readonly element: string;
      readonly message: string;
      readonly correlationKey?: string;
    }
  | { readonly type: 'unsubscribe'; readonly key: number }
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
