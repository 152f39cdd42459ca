export { type LintFinding, UnusableBpmnFileError } from './findings.js';
export type {
  ActivityNode,
  AdHocSubProcessNode,
  BoundaryEventNode,
  ComplexGatewayNode,
  EventBasedGatewayNode,
  EventNode,
  GatewayNode,
  GraphNode,
  Listener,
  Mapping,
  MultiInstance,
  NodeBase,
  NodeType,
  PlainActivityNode,
  ProcessGraph,
  ScopeNode,
  SequenceFlow,
  StandardLoop,
} from './graph.js';
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
