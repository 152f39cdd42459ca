export type { ExpressionEnv, ExpressionText, WorkingCalendar } from './compiled-expression.js';
export { cronAfter } from './cron/cron-after.js';
export { checkExpression, evaluate, isExpression, variablesIn } from './evaluate.js';
export { ExpressionError, ExpressionEvaluationError, ExpressionSyntaxError, ValueError } from './expression-errors.js';
export { compileUnaryTests, type TemporalType, type UnaryTests } from './feel/unary-test.js';
export { addDuration, cycleIndexAt, cycleInstant, isFixedInstant, toDuration, toInstant } from './instants.js';
export { calledBean } from './juel/bean-call.js';
export { matchesPattern, patternProblem } from './matches-pattern.js';
export { ScriptError, ScriptLimitError, ScriptSandboxLostError } from './scripts/script-errors.js';
export { loadJavaScript, type ScriptOptions, type ScriptResult, type ScriptRunner } from './scripts/script-runner.js';
export {
  type CronCycle,
  type IntervalCycle,
  type RetryCycle,
  type TimerCycle,
  toCycle,
  toRetryCycle,
} from './timer-cycle.js';
export { toBoolean, toList, toNumber, toStringList, toText } from './values.js';
