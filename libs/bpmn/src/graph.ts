import type { ExpressionText } from '#expressions';

/**
 * The compiled form of one executable process: what the engine walks over.
 *
 * A graph is immutable and holds plain data only (no functions, no moddle objects), so it can be shared by every
 * instance of a definition and cached by checksum. Ids are the BPMN ids of the file; an element that has none in the
 * file gets a stable generated id (`Flow_1~2~gen` style, by document order).
 */
export interface ProcessGraph {
  /** BPMN id of the `<process>`: the key of the process definition. */
  readonly key: string;
  readonly name?: string;
  /** `camunda:versionTag`. */
  readonly versionTag?: string;
  /** SHA-256 (hex) of the normalised BPMN text. Equal checksums mean equal behaviour. */
  readonly checksum: string;
  /** The process itself as a scope: its `id` equals `key`. */
  readonly root: ScopeNode;
  /** Every flow node by id, in every scope, the root included. */
  readonly nodes: Readonly<Record<string, GraphNode>>;
  readonly flows: Readonly<Record<string, SequenceFlow>>;
}

/** BPMN 2.0.2 §8.3.13. */
export interface SequenceFlow {
  readonly id: string;
  readonly name?: string;
  readonly source: string;
  readonly target: string;
  readonly condition?: ExpressionText;
}

export type NodeType =
  | 'process'
  | 'startEvent'
  | 'endEvent'
  | 'intermediateCatchEvent'
  | 'intermediateThrowEvent'
  | 'boundaryEvent'
  | 'userTask'
  | 'serviceTask'
  | 'manualTask'
  | 'task'
  | 'exclusiveGateway'
  | 'parallelGateway'
  | 'subProcess'
  | 'callActivity';

/** What every flow node has (BPMN 2.0.2 §8.3.8). Lists are in document order. */
export interface NodeBase {
  readonly id: string;
  readonly type: NodeType;
  readonly name?: string;
  /** Id of the process or sub-process that contains the node; the root has none. */
  readonly scope?: string;
  readonly incoming: readonly string[];
  readonly outgoing: readonly string[];
  /** Id of the default flow, where the element has one. */
  readonly defaultFlow?: string;
}

/** A node that may carry boundary events and loop characteristics (BPMN 2.0.2 §10.3). */
export interface ActivityNode extends NodeBase {
  /** Ids of the boundary events attached to it. */
  readonly boundaryEvents: readonly string[];
  readonly multiInstance?: MultiInstance;
  /** `camunda:inputOutput`: evaluated on entry into the activity's own scope, and on exit into the parent scope. */
  readonly inputs: readonly Mapping[];
  readonly outputs: readonly Mapping[];
}

/** `camunda:inputParameter` / `camunda:outputParameter`: `source` evaluated, stored under `target`. */
export interface Mapping {
  readonly source: ExpressionText;
  readonly target: string;
}

/** BPMN 2.0.2 §13.3.7 with the `camunda:collection` and `camunda:elementVariable` attributes. */
export interface MultiInstance {
  readonly sequential: boolean;
  readonly cardinality?: ExpressionText;
  readonly collection?: ExpressionText;
  readonly elementVariable?: string;
  readonly completionCondition?: ExpressionText;
}

export interface UserTaskNode extends ActivityNode {
  readonly type: 'userTask';
  readonly assignee?: ExpressionText;
  /** Each entry is a literal or an expression that yields a string or a list of strings. */
  readonly candidateUsers: readonly ExpressionText[];
  readonly candidateGroups: readonly ExpressionText[];
  readonly dueDate?: ExpressionText;
  readonly followUpDate?: ExpressionText;
  readonly priority?: ExpressionText;
  /** `camunda:formKey` or `camunda:formRef`: the form's id in the deployment. */
  readonly formKey?: string;
}

export interface ServiceTaskNode extends ActivityNode {
  readonly type: 'serviceTask';
  /** `camunda:topic`: names the handler. */
  readonly topic: string;
  /** `camunda:resultVariable`: the handler's whole output is stored under it instead of being merged. */
  readonly resultVariable?: string;
  /** `camunda:failedJobRetryTimeCycle`, e.g. `R3/PT10M`; never an expression. */
  readonly retryTimeCycle?: string;
}

/** `camunda:calledElementBinding`: which version of the called process. The last two need a `bindingValue`. */
export type CalledElementBinding = 'latest' | 'deployment' | 'version' | 'versionTag';

export interface CallActivityNode extends ActivityNode {
  readonly type: 'callActivity';
  readonly calledElement: string;
  readonly binding: CalledElementBinding;
  readonly bindingValue?: string;
  /** `camunda:in businessKey`. */
  readonly businessKey?: ExpressionText;
  /** `camunda:in variables="all"`. */
  readonly allIn: boolean;
  readonly allOut: boolean;
  readonly in: readonly Mapping[];
  readonly out: readonly Mapping[];
}

/** Process, embedded sub-process (BPMN 2.0.2 §10.3.5). */
export interface ScopeNode extends ActivityNode {
  readonly type: 'process' | 'subProcess';
  /** Ids of start events without a trigger: where a token enters. */
  readonly starts: readonly string[];
}

/** An event in the flow. */
export interface EventNode extends NodeBase {
  readonly type: 'startEvent' | 'endEvent' | 'intermediateCatchEvent' | 'intermediateThrowEvent';
  /** Absent for a none event. */
  readonly trigger?: EventTrigger;
}

/** An event on the border of an activity (BPMN 2.0.2 §10.5.4). */
export interface BoundaryEventNode extends NodeBase {
  readonly type: 'boundaryEvent';
  readonly attachedTo: string;
  readonly interrupting: boolean;
  readonly trigger: EventTrigger;
}

/** Event definitions (BPMN 2.0.2 §10.5.5). */
export type EventTrigger =
  | { readonly kind: 'timer'; readonly timer: 'date' | 'duration' | 'cycle'; readonly value: ExpressionText }
  | { readonly kind: 'message'; readonly message: string; readonly correlationKey?: ExpressionText }
  | ErrorTrigger
  | { readonly kind: 'terminate' };

/** Thrown by an end event, which has a code always, or caught by a boundary event. */
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

/** Elements that need nothing beyond the common shape. */
export interface PlainActivityNode extends ActivityNode {
  readonly type: 'manualTask' | 'task';
}
export interface GatewayNode extends NodeBase {
  readonly type: 'exclusiveGateway' | 'parallelGateway';
}

export type GraphNode =
  | ScopeNode
  | EventNode
  | BoundaryEventNode
  | UserTaskNode
  | ServiceTaskNode
  | PlainActivityNode
  | CallActivityNode
  | GatewayNode;
