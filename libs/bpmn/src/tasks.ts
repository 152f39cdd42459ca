import type { ExpressionText } from '#expressions';
import type { ActivityNode, Mapping } from './node.js';

export interface UserTaskNode extends ActivityNode {
  readonly type: 'userTask';
  readonly assignee?: ExpressionText;
  /** Each entry is a literal or an expression that yields a string or a list of strings. */
  readonly candidateUsers: readonly ExpressionText[];
  readonly candidateGroups: readonly ExpressionText[];
  readonly dueDate?: ExpressionText;
  /** The due date is made of a handling time (`camunda:property`). */
  readonly isHandlingTime?: true;
  /** The due date is a handling time that names no calendar: by that of the unit which the candidate groups name. */
  readonly countedByUnit?: true;
  readonly followUpDate?: ExpressionText;
  readonly priority?: ExpressionText;
  /** `camunda:formKey` or `camunda:formRef`: the form's id in the deployment. */
  readonly formKey?: string;
  /** `camunda:formRefBinding`; absent: the form that was deployed with the process. */
  readonly formBinding?: 'deployment' | 'latest' | 'version';
  /** `camunda:formRefVersion`, with `version`. */
  readonly formVersion?: ExpressionText;
}

/**
 * How work is done that the engine does not do itself: a job for the handler of a topic (`camunda:type="external"`,
 * or the Java class or bean that the model names), or a value that is computed on the spot (`camunda:expression`).
 */
export type Implementation =
  | { readonly kind: 'topic'; readonly topic: string }
  | { readonly kind: 'expression'; readonly expression: ExpressionText };

export interface ServiceTaskNode extends ActivityNode {
  readonly type: 'serviceTask';
  /** Absent: the model does not say; the lint rules refuse it for deployment. */
  readonly implementation?: Implementation;
  /** `camunda:resultVariable`: the handler's whole output is stored under it instead of being merged. */
  readonly resultVariable?: string;
  /** `camunda:errorEventDefinition`: a technical failure becomes a BPMN error where the expression holds. */
  readonly errorMappings?: readonly ErrorMapping[];
}

/** `camunda:errorEventDefinition` of an external task. `expression` sees `errorMessage` and the variables. */
export interface ErrorMapping {
  readonly expression: ExpressionText;
  readonly errorCode: string;
}

/** Sends a message (BPMN 2.0.2 §10.3.3): by a handler, or, without one, to whoever in this office waits for it. */
export interface SendTaskNode extends ActivityNode {
  readonly type: 'sendTask';
  readonly implementation?: Implementation;
  readonly resultVariable?: string;
  readonly message?: MessageReference;
}

export interface ReceiveTaskNode extends ActivityNode {
  readonly type: 'receiveTask';
  readonly message?: MessageReference;
  /** `instantiate`: the message begins an instance here. */
  readonly instantiate: boolean;
}

export interface MessageReference {
  readonly message: ExpressionText;
  /** The `camunda:property` `correlationKey` of the element, else of the message. */
  readonly correlationKey?: ExpressionText;
}

export interface ScriptTaskNode extends ActivityNode {
  readonly type: 'scriptTask';
  /** `feel` is always run, `javascript` where the operator allows it; any other language is refused at deployment. */
  readonly language: string;
  readonly script: string;
  readonly resultVariable?: string;
}

/** BPMN 2.0.2 §10.3.3: a decision table of the deployment, or a handler. */
export interface BusinessRuleTaskNode extends ActivityNode {
  readonly type: 'businessRuleTask';
  readonly implementation?: Implementation;
  /** `camunda:decisionRef`: the id of a decision. */
  readonly decision?: DecisionReference;
  readonly resultVariable?: string;
}

export interface DecisionReference {
  readonly key: ExpressionText;
  /** `camunda:decisionRefBinding`; `latest` where the model does not say. */
  readonly binding: CalledElementBinding;
  readonly bindingValue?: ExpressionText;
  /** `camunda:mapDecisionResult`; `resultList` where the model does not say. */
  readonly mapResult: 'singleEntry' | 'singleResult' | 'collectEntries' | 'resultList';
}

/** `camunda:calledElementBinding`: which version of the called process. The last two need a `bindingValue`. */
export type CalledElementBinding = 'latest' | 'deployment' | 'version' | 'versionTag';

export interface CallActivityNode extends ActivityNode {
  readonly type: 'callActivity';
  readonly calledElement: ExpressionText;
  readonly binding: CalledElementBinding;
  readonly bindingValue?: ExpressionText;
  /** `camunda:in businessKey`. */
  readonly businessKey?: ExpressionText;
  /** `camunda:in variables="all"`, or only those of the activity's own scope with `local="true"`. */
  readonly allIn: boolean | 'local';
  readonly allOut: boolean;
  readonly in: readonly Mapping[];
  readonly out: readonly Mapping[];
}
