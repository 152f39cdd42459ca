export type {
  Aggregation,
  Decision,
  DecisionInput,
  DecisionOutput,
  DecisionRule,
  DecisionTable,
  HitPolicy,
  LiteralDecision,
  ValueType,
} from './decision.js';
export {
  DecisionCycleError,
  DecisionExpressionError,
  DecisionNotFoundError,
  DecisionValueError,
  DifferingOutputsError,
  ResultMappingError,
  SeveralRulesMatchError,
} from './errors.js';
export { type DecisionResult, evaluateDecision } from './evaluate/evaluate-decision.js';
export { mapDecisionResult, type ResultMapping } from './evaluate/map-decision-result.js';
export type { DecisionFinding } from './findings.js';
export { type ReadDecisions, readDecisions } from './read-decisions.js';
