import { parseUnaryTests } from 'feelin';
import type { JsonObject } from '#foundation';
import { MAX_EXPRESSION_LENGTH, type CompiledExpression, type ExpressionEnv } from '../compiled-expression.js';
import { ExpressionEvaluationError, ExpressionSyntaxError } from '../expression-errors.js';
import { compileFeel } from './compile-feel.js';
import { tooDeepBracket } from './feel-limits.js';
import { childrenOf, type FeelNode, KNOWN_NAMES } from './feel-tree.js';
import { readPlainTest } from './plain-test.js';

/** What a tested value is, where JSON has no type for it; the tests then see a FEEL date instead of its text. */
export type TemporalType = 'date' | 'time' | 'date and time' | 'duration';

/** FEEL unary tests (a cell of a decision table) made ready to run. */
export interface UnaryTests {
  /** Whether they compare with literals only, and so cost next to nothing to keep and to run. */
  readonly isPlain: boolean;
  /**
   * Whether the value under the name that {@link compileUnaryTests} was given passes a test, or with `not(…)` none.
   * @throws {ExpressionEvaluationError}
   */
  matches(variables: JsonObject, env: ExpressionEnv): boolean;
}

/**
 * Makes FEEL unary tests (DMN 1.3, 7.3.4 and grammar rules 7 to 17) ready to run: `-`, `"a", "b"`, `< 5`, `[1..5]`,
 * `not(…)`, `contains(?, "x")`. An expression with `?` passes when it is true; one without passes when it equals the
 * value, holds it (a list, a range), or is true.
 *
 * A test is rewritten as a FEEL expression, so that one interpreter with its limits and corrections serves both.
 * @param options.value name of the variable that holds the tested value, which `?` means. A plain FEEL name.
 * @param options.type needed for a value that is compared with dates, times or durations.
 * @throws {ExpressionSyntaxError}
 */
export function compileUnaryTests(text: string, options: { value: string; type?: TemporalType }): UnaryTests {
  if (text.trim() === '-') return { isPlain: true, matches: () => true };
  const plain = options.type === undefined ? readPlainTest(text) : null;
  if (plain !== null) return { isPlain: true, matches: (variables) => plain(variables[options.value] ?? null) };

  const { tests, negated } = parse(text);
  const value = options.type === undefined ? options.value : `${options.type}(${options.value})`;
  const conditions = tests.map((test) => compile(text, conditionFor(test, text, value)));
  return {
    isPlain: false,
    matches(variables, env) {
      try {
        return conditions.some((condition) => condition.evaluate(variables, env) === true) !== negated;
      } catch (error) {
        const reason = error instanceof ExpressionEvaluationError && error.cause instanceof Error ? error.cause : error;
        throw new ExpressionEvaluationError(text, (reason as Error).message, { cause: error });
      }
    },
  };
}

function parse(text: string): { tests: FeelNode[]; negated: boolean } {
  if (text.length > MAX_EXPRESSION_LENGTH) throw refusal(text, `it is longer than ${MAX_EXPRESSION_LENGTH} characters`);
  if (tooDeepBracket(text) !== null) throw refusal(text, 'brackets are nested too deeply');
  const root = parseUnaryTests(text, KNOWN_NAMES, undefined).topNode;
  let wrong: FeelNode | undefined;
  root.cursor().iterate(({ type, node }) => {
    if (type.isError) wrong ??= node;
  });
  if (wrong !== undefined) throw refusal(text, 'it is not a test', wrong.from);
  const parts = childrenOf(root);
  const list = parts.find(({ name }) => name === 'PositiveUnaryTests');
  // Without tests there is a `-` between comments.
  const tests = list === undefined ? [root] : childrenOf(list).filter(({ name }) => name === 'PositiveUnaryTest');
  return { tests, negated: parts.some(({ name }) => name === 'not') };
}

/** A FEEL expression that is true when `value` passes one positive unary test. */
function conditionFor(test: FeelNode, text: string, value: string): string {
  const [inner] = childrenOf(test).filter(({ type }) => !type.isSkipped);
  const own = withValue(test, text, value);
  switch (inner?.name) {
    case 'Wildcard':
      return 'true';
    case 'SimplePositiveUnaryTest':
      return childrenOf(inner).some(({ name }) => name === 'Interval') ? `${value} in ${own}` : `${value} ${own}`;
    case 'BooleanLiteral':
      return `${value} = ${own}`;
  }
  if (own !== text.slice(test.from, test.to)) return `(${own}\n) = true`;
  // `in` is null for null in a null, and binds looser than `or` on its right.
  return `(${own}\n) = true or (${own}\n) = ${value} or ${value} in (${own}\n)`;
}

/** The text of a node with `?` replaced by the value. */
function withValue(node: FeelNode, text: string, value: string): string {
  let result = '';
  let end = node.from;
  node.cursor().iterate((inner) => {
    if (inner.name !== '?') return;
    result += text.slice(end, inner.from) + value;
    end = inner.to;
  });
  return result + text.slice(end, node.to);
}

function compile(text: string, condition: string): CompiledExpression {
  try {
    return compileFeel(`=${condition}`);
  } catch (error) {
    // Its findings point into the rewritten text.
    if (error instanceof ExpressionSyntaxError) throw refusal(text, error.findings.map(({ what }) => what).join('; '));
    throw error;
  }
}

function refusal(text: string, what: string, position = 0): ExpressionSyntaxError {
  const mend = 'Write a FEEL test, e.g. "a", "b" or < 5 or [1..5] or contains(?, "x").';
  return new ExpressionSyntaxError(text, [{ where: `character ${position}`, what, mend, code: 'expressions.syntax' }]);
}
