export { type LintFinding, UnusableBpmnFileError } from './findings.js';
export type {
  AdHocSubProcessNode,
  BoundaryEventNode,
  ComplexGatewayNode,
  EventBasedGatewayNode,
  EventNode,
  GatewayNode,
  GraphNode,
  PlainActivityNode,
  ProcessGraph,
  ScopeNode,
  SequenceFlow,
} from './graph.js';
export type {
  ActivityNode,
  Listener,
  Mapping,
  MultiInstance,
  NodeBase,
  NodeType,
  StandardLoop,
} from './node.js';
export type {
  BusinessRuleTaskNode,
  CallActivityNode,
  CalledElementBinding,
  DecisionReference,
  ErrorMapping,
  Implementation,
  MessageReference,
  ReceiveTaskNode,
  ScriptTaskNode,
  SendTaskNode,
  ServiceTaskNode,
  UserTaskNode,
} from './tasks.js';
export type {
  CompensationTrigger,
  ConditionalTrigger,
  ErrorTrigger,
  EscalationTrigger,
  EventTrigger,
  LinkTrigger,
  MessageTrigger,
  SignalTrigger,
  TimerTrigger,
} from './triggers.js';
export { compileProcess, type ProcessKey, processKeys, readProcesses, type ReadProcesses } from './read-processes.js';
export { referencesOf, type CalledDecision, type CalledProcess, type ProcessReferences } from './references.js';
