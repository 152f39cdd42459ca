import type { ExpressionText } from '#expressions';
import type { Mapping } from './node.js';
import type { Implementation, MessageReference } from './tasks.js';

/** Event definitions (BPMN 2.0.2 §10.5.5). */
export type EventTrigger =
  | TimerTrigger
  | MessageTrigger
  | SignalTrigger
  | ErrorTrigger
  | EscalationTrigger
  | ConditionalTrigger
  | CompensationTrigger
  | LinkTrigger
  | { readonly kind: 'cancel' }
  | { readonly kind: 'terminate' };

export interface TimerTrigger {
  readonly kind: 'timer';
  readonly timer: 'date' | 'duration' | 'cycle';
  readonly value: ExpressionText;
  /**
   * The `camunda:property` `missedFirings` of the event is `all`: a cycle that nobody fired for a while makes up for
   * every firing it missed. Otherwise what was missed is skipped.
   */
  readonly fireMissed?: boolean;
}

/** Caught by name and correlation key. Thrown by a handler, or, without one, to whoever in this office waits for it. */
export interface MessageTrigger extends MessageReference {
  readonly kind: 'message';
  /** Throwing events: `camunda:topic` and the like of the event definition. */
  readonly implementation?: Implementation;
  /** Throwing events: `camunda:in` of the event definition, what goes along. Absent: nothing. */
  readonly payload?: readonly Mapping[];
}

export interface SignalTrigger {
  readonly kind: 'signal';
  /** Name of the `bpmn:signal`. */
  readonly signal: ExpressionText;
  /** Throwing events: `camunda:in` of the event definition, what goes along. Absent: nothing. */
  readonly payload?: readonly Mapping[];
}

/** Thrown by an end event, which has a code always, or caught by a boundary event or event sub-process. */
export interface ErrorTrigger {
  readonly kind: 'error';
  /** `errorCode` of the `bpmn:error`. Absent: every error is caught. */
  readonly errorCode?: string;
  /** `camunda:errorMessage` of the `bpmn:error`: goes along with what is thrown. */
  readonly errorMessage?: ExpressionText;
  /** `camunda:errorCodeVariable`, `camunda:errorMessageVariable`: variables that take what was caught. */
  readonly errorCodeVariable?: string;
  readonly errorMessageVariable?: string;
}

export interface EscalationTrigger {
  readonly kind: 'escalation';
  /** `escalationCode` of the `bpmn:escalation`. Absent where it is caught: every escalation. */
  readonly escalationCode?: string;
  /** `camunda:escalationCodeVariable`: the variable that takes the code that was caught. */
  readonly escalationCodeVariable?: string;
}

export interface ConditionalTrigger {
  readonly kind: 'conditional';
  readonly condition: ExpressionText;
  /** `camunda:variableName`: only a change of this variable counts. Absent: those that the condition names. */
  readonly variableName?: string;
  /** `camunda:variableEvents`; absent: every change counts. */
  readonly variableEvents?: readonly ('create' | 'update' | 'delete')[];
}

/** Thrown: what is to be undone. On a boundary event: which activity undoes its host. */
export interface CompensationTrigger {
  readonly kind: 'compensation';
  /** Throwing events: `activityRef`; absent: everything of the scope. */
  readonly activity?: string;
  /** Boundary events: id of the activity `isForCompensation` that the association leads to. */
  readonly handler?: string;
}

/** Throwing and catching link events of one scope are joined by name (BPMN 2.0.2 §10.5.1). */
export interface LinkTrigger {
  readonly kind: 'link';
  readonly link: string;
}
