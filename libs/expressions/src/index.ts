export type { ExpressionEnv, ExpressionText } from './compiled-expression.js';
export { checkExpression, evaluate, isExpression } from './evaluate.js';
export { ExpressionError, ExpressionEvaluationError, ExpressionSyntaxError, ValueError } from './expression-errors.js';
export {
  addDuration,
  isFixedInstant,
  type RetryCycle,
  type TimerCycle,
  toCycle,
  toDuration,
  toInstant,
  toRetryCycle,
} from './instants.js';
export { matchesPattern, patternProblem } from './matches-pattern.js';
export { toBoolean, toList, toNumber, toStringList, toText } from './values.js';
