export type { ExpressionEnv, ExpressionText } from './compiled-expression.js';
export { checkExpression, evaluate, isExpression } from './evaluate.js';
export { ExpressionError, ExpressionEvaluationError, ExpressionSyntaxError, ValueError } from './expression-errors.js';
export { addDuration, isFixedInstant, toCycle, toDuration, toInstant, type TimerCycle } from './instants.js';
export { matchesPattern, patternProblem } from './matches-pattern.js';
export { toBoolean, toList, toNumber, toStringList, toText } from './values.js';
