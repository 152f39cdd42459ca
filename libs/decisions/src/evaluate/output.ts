import { evaluate, ExpressionError, ValueError, type ExpressionEnv, type ExpressionText } from '#expressions';
import type { JsonObject, JsonValue } from '#foundation';
import type { ValueType } from '../decision.js';
import { DecisionExpressionError, DecisionValueError } from '../errors.js';
import { convertValue } from './convert-value.js';

/** Constants are nearly all that real tables put out; they need no interpreter. */
export type Output = { readonly constant: JsonValue } | { readonly expression: ExpressionText };

export function compileOutput(expression: ExpressionText): Output {
  const constant = constantOf(expression);
  return constant === undefined ? { expression } : { constant };
}

/** A text, number, Boolean or null of FEEL, which JSON writes the same. */
function constantOf(expression: ExpressionText): JsonValue | undefined {
  if (!/^=\s*(?:"|-?\d|true|false|null)/.test(expression)) return undefined;
  try {
    const value = JSON.parse(expression.slice(1)) as JsonValue;
    return typeof value === 'number' && !Number.isFinite(value) ? undefined : value;
  } catch {
    return undefined;
  }
}

/**
 * The value of an expression, of the type of its column.
 * @param where for the error; the place is put into words only when there is one.
 * @throws {DecisionExpressionError} @throws {DecisionValueError}
 */
export function valueOf(
  output: Output,
  type: ValueType,
  where: { decision: string; place: () => string },
  variables: JsonObject,
  env: ExpressionEnv,
): JsonValue {
  try {
    const value = 'constant' in output ? output.constant : evaluate(output.expression, variables, env);
    return convertValue(value, type, env);
  } catch (error) {
    throw located(error as Error, where.decision, where.place());
  }
}

/** What went wrong in an expression as an error that tells where in the decision; any other error as it is. */
export function located(error: Error, decision: string, place: string): Error {
  if (error instanceof ExpressionError) return new DecisionExpressionError(decision, place, error);
  if (error instanceof ValueError) return new DecisionValueError(decision, place, error.message);
  return error;
}
