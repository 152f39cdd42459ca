export { type LintFinding, UnusableBpmnFileError } from './findings.js';
export type {
  ActivityNode,
  BoundaryEventNode,
  CallActivityNode,
  CalledElementBinding,
  ErrorTrigger,
  EventNode,
  EventTrigger,
  GatewayNode,
  GraphNode,
  Mapping,
  MultiInstance,
  NodeBase,
  NodeType,
  PlainActivityNode,
  ProcessGraph,
  ScopeNode,
  SequenceFlow,
  ServiceTaskNode,
  UserTaskNode,
} from './graph.js';
export { compileProcess, readProcesses, type ReadProcesses } from './read-processes.js';
export { referencesOf, type CalledProcess, type ProcessReferences } from './references.js';
