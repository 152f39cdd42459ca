import type { ExpressionText } from '#expressions';
import type { ActivityNode, Listener, NodeBase } from './node.js';
import type {
  BusinessRuleTaskNode,
  CallActivityNode,
  ReceiveTaskNode,
  ScriptTaskNode,
  SendTaskNode,
  ServiceTaskNode,
  UserTaskNode,
} from './tasks.js';
import type { EventTrigger } from './triggers.js';

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
  /** `camunda:historyTimeToLive` in days; absent: HISTORY_TIME_TO_LIVE of the office decides. */
  readonly historyTimeToLive?: number;
  /** SHA-256 (hex) of the key and the normalised BPMN text. Equal checksums mean equal behaviour. */
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
  /** `camunda:executionListener` with event `take`. */
  readonly listeners?: readonly Listener[];
}

/** Process, embedded sub-process, transaction, event sub-process (BPMN 2.0.2 §10.3.5). */
export interface ScopeNode extends ActivityNode {
  readonly type: 'process' | 'subProcess' | 'transaction' | 'eventSubProcess';
  /**
   * Where a token enters: start events without a trigger; in a scope without any start event, everything that no flow
   * leads to (BPMN 2.0.2 §13.2).
   */
  readonly starts: readonly string[];
  /** Ids of the event sub-processes directly inside. */
  readonly eventSubProcesses: readonly string[];
}

/** BPMN 2.0.2 §10.3.5, §13.3.5: the people choose which activities run, how often and when. */
export interface AdHocSubProcessNode extends ActivityNode {
  readonly type: 'adHocSubProcess';
  readonly starts: readonly string[];
  readonly eventSubProcesses: readonly string[];
  /** Ids of the activities to choose from: those that no flow leads to. */
  readonly choices: readonly string[];
  readonly ordering: 'parallel' | 'sequential';
  /** Absent: it ends when it is told to. */
  readonly completionCondition?: ExpressionText;
  readonly cancelRemainingInstances: boolean;
}

/** An event in the flow. */
export interface EventNode extends NodeBase {
  readonly type: 'startEvent' | 'endEvent' | 'intermediateCatchEvent' | 'intermediateThrowEvent';
  /** Absent for a none event. */
  readonly trigger?: EventTrigger;
  /** Start event of an event sub-process, and there always: whether it stops the rest of its scope. */
  readonly interrupting?: boolean;
  /** `camunda:initiator` of a start event: the variable that takes who started the instance. */
  readonly initiator?: string;
}

/** An event on the border of an activity (BPMN 2.0.2 §10.5.4). */
export interface BoundaryEventNode extends NodeBase {
  readonly type: 'boundaryEvent';
  readonly attachedTo: string;
  readonly interrupting: boolean;
  readonly trigger: EventTrigger;
}

/** Elements that need nothing beyond the common shape. */
export interface PlainActivityNode extends ActivityNode {
  readonly type: 'manualTask' | 'task';
}

export interface GatewayNode extends NodeBase {
  readonly type: 'exclusiveGateway' | 'parallelGateway' | 'inclusiveGateway';
}

/** BPMN 2.0.2 §10.6.6, §13.4.4: the events and receive tasks behind its flows race. */
export interface EventBasedGatewayNode extends NodeBase {
  readonly type: 'eventBasedGateway';
  /** `instantiate`: the first of its messages begins an instance. */
  readonly instantiate: boolean;
}

/** BPMN 2.0.2 §10.6.5, §13.4.5. */
export interface ComplexGatewayNode extends NodeBase {
  readonly type: 'complexGateway';
  /** Sees `activationCount` and a number for each incoming flow under the flow's id. Absent: every incoming flow. */
  readonly activationCondition?: ExpressionText;
}

export type GraphNode =
  | ScopeNode
  | AdHocSubProcessNode
  | EventNode
  | BoundaryEventNode
  | UserTaskNode
  | ServiceTaskNode
  | SendTaskNode
  | ReceiveTaskNode
  | ScriptTaskNode
  | BusinessRuleTaskNode
  | PlainActivityNode
  | CallActivityNode
  | GatewayNode
  | EventBasedGatewayNode
  | ComplexGatewayNode;
