import type { ExpressionText } from '#expressions';

export type NodeType =
  | 'process'
  | 'subProcess'
  | 'transaction'
  | 'adHocSubProcess'
  | 'eventSubProcess'
  | 'startEvent'
  | 'endEvent'
  | 'intermediateCatchEvent'
  | 'intermediateThrowEvent'
  | 'boundaryEvent'
  | 'userTask'
  | 'serviceTask'
  | 'sendTask'
  | 'receiveTask'
  | 'scriptTask'
  | 'businessRuleTask'
  | 'manualTask'
  | 'task'
  | 'callActivity'
  | 'exclusiveGateway'
  | 'parallelGateway'
  | 'inclusiveGateway'
  | 'eventBasedGateway'
  | 'complexGateway';

/** What every flow node has (BPMN 2.0.2 §8.3.8). Lists are in document order. */
export interface NodeBase {
  readonly id: string;
  readonly type: NodeType;
  readonly name?: string;
  /** Id of the process or sub-process that contains the node; the root has none. */
  readonly scope?: string;
  /** Name of the innermost lane that holds the node (BPMN 2.0.2 §10.8); its id where it has no name. */
  readonly lane?: string;
  readonly incoming: readonly string[];
  readonly outgoing: readonly string[];
  /** Id of the default flow, where the element has one. */
  readonly defaultFlow?: string;
  /** `camunda:asyncBefore`, `camunda:asyncAfter`: a job lies before the element, or before what follows. */
  readonly asyncBefore?: boolean;
  readonly asyncAfter?: boolean;
  /** `camunda:executionListener` with event `start` or `end`, `camunda:taskListener` with `create` or `complete`. */
  readonly listeners?: readonly Listener[];
  /** `camunda:failedJobRetryTimeCycle`, e.g. `R3/PT10M`; never an expression. For every job of the element. */
  readonly retryTimeCycle?: string;
  /**
   * `camunda:taskPriority`, on the process for all its elements: an integer. Among the jobs of one topic that wait for
   * external workers the higher is fetched first.
   */
  readonly taskPriority?: ExpressionText;
  /** `camunda:properties` of the element, by name; for handlers and reports, without meaning to the engine. */
  readonly properties?: Readonly<Record<string, string>>;
}

/**
 * A named handler that runs as a job when the element is entered or left (before the token goes on), like the execution
 * and task listeners of Camunda.
 */
export interface Listener {
  readonly event: 'start' | 'end' | 'take' | 'create' | 'complete';
  /** Names the handler as `camunda:topic` does: the Java class, bean or listed expression of the model. */
  readonly topic: string;
}

/** A node that may carry boundary events and loop characteristics (BPMN 2.0.2 §10.3). */
export interface ActivityNode extends NodeBase {
  /** Ids of the boundary events attached to it, compensation boundary events included. */
  readonly boundaryEvents: readonly string[];
  readonly multiInstance?: MultiInstance;
  readonly standardLoop?: StandardLoop;
  /** `isForCompensation`: runs only when a compensation event calls it; no token ever enters by a flow. */
  readonly forCompensation?: boolean;
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
  /** A bare variable name or an expression. */
  readonly collection?: ExpressionText;
  readonly elementVariable?: string;
  /**
   * The value of `outputElement` of each run, in the order of the collection, is put into the list `outputCollection`
   * of the scope around the activity (`loopDataOutputRef` and `outputDataItem`, BPMN 2.0.2 §13.3.7).
   */
  readonly outputCollection?: string;
  readonly outputElement?: ExpressionText;
  readonly completionCondition?: ExpressionText;
  /** `camunda:asyncBefore`, `camunda:asyncAfter` of the loop characteristics: for each run. */
  readonly asyncBefore?: boolean;
  readonly asyncAfter?: boolean;
}

/** BPMN 2.0.2 §10.3.8, §13.3.6: runs while the condition holds. */
export interface StandardLoop {
  /** Absent: only `maximum` ends the loop. */
  readonly condition?: ExpressionText;
  /** The condition is asked before each run, the first included; else after each. */
  readonly testBefore: boolean;
  readonly maximum?: ExpressionText;
}
