import { BoundedCache, type Finding, type JsonObject, type JsonValue } from '#foundation';
import type { CompiledExpression, ExpressionEnv, ExpressionText } from './compiled-expression.js';
import { ExpressionSyntaxError } from './expression-errors.js';
import { compileFeel } from './feel/compile-feel.js';
import { compileTemplate } from './juel/compile-template.js';
import { isTemplate } from './juel/parse-template.js';

/** Enough for every expression of some hundred deployed processes; an entry takes a few kB. */
const compiled = new BoundedCache<ExpressionText, CompiledExpression>(2_000);

/** Whether a text is evaluated at all; otherwise it stands for itself. */
export function isExpression(text: ExpressionText): boolean {
  return text.startsWith('=') || isTemplate(text);
}

/**
 * The value of a text of the model: FEEL after `=`, the Camunda 7 form with `${…}` or `#{…}`, else the text itself.
 * Plain JSON comes back: a FEEL date and time as an instant in UTC (`2026-11-21T10:00:00.000Z`), other dates, times and
 * durations as ISO 8601 texts. In FEEL, what does not exist is null; in the Camunda 7 form an unknown variable is an
 * error.
 * @throws {ExpressionSyntaxError} when the text cannot be parsed (see {@link checkExpression}).
 * @throws {ExpressionEvaluationError} when there is no usable value, or it takes too long.
 */
export function evaluate(text: ExpressionText, variables: JsonObject, env: ExpressionEnv): JsonValue {
  return isExpression(text) ? compiled.getOrAdd(text, compile).evaluate(variables, env) : text;
}

/** What keeps a text from being evaluated: position, reason, mend. Empty when it is well-formed or a literal. */
export function checkExpression(text: ExpressionText): readonly Finding[] {
  if (!isExpression(text)) return [];
  try {
    compiled.getOrAdd(text, compile);
    return [];
  } catch (error) {
    if (error instanceof ExpressionSyntaxError) return error.findings;
    throw error;
  }
}

/**
 * Names of the variables that a text may read, so that a change of others need not evaluate it again: roots only
 * (`order` for `order.lines[1].sum`), without names that the text itself makes (loop variables, parameters, keys of
 * contexts). In a FEEL filter a name may be a property of the elements; it is among them all the same. Empty for a
 * literal; null when a name is computed (`execution.getVariable(x)`).
 * @throws {ExpressionSyntaxError}
 */
export function variablesIn(text: ExpressionText): ReadonlySet<string> | null {
  return isExpression(text) ? compiled.getOrAdd(text, compile).variables : NO_VARIABLES;
}

/** Whether a text may read one of the variables; also where it computes what it reads. @throws {ExpressionSyntaxError} */
export function mayRead(text: ExpressionText, names: ReadonlySet<string>): boolean {
  const read = variablesIn(text);
  return read === null || [...read].some((name) => names.has(name));
}

/**
 * Keys of calendars and codes of units that a text names literally as what working time is counted by; those that it
 * computes are known when it is evaluated. @throws {ExpressionSyntaxError}
 */
export function calendarsIn(text: ExpressionText): readonly string[] {
  return isExpression(text) ? compiled.getOrAdd(text, compile).calendars : [];
}

const NO_VARIABLES: ReadonlySet<string> = new Set();

function compile(text: ExpressionText): CompiledExpression {
  return text.startsWith('=') ? compileFeel(text) : compileTemplate(text);
}
