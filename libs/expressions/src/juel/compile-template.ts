import type { JsonObject, JsonValue } from '#foundation';
import { MAX_EXPRESSION_LENGTH, type CompiledExpression } from '../compiled-expression.js';
import { ExpressionEvaluationError } from '../expression-errors.js';
import { evaluateTree } from './evaluate-tree.js';
import { parseTree } from './parse-tree.js';
import type { SyntaxTree } from './syntax-tree.js';
import { syntaxError } from './tokens.js';

/** Where an expression may begin; a backslash before it makes it plain text. */
const OPENING = /\\?[$#]\{/g;

/** Whether a text holds a `${…}` or `#{…}`. */
export function isTemplate(text: string): boolean {
  return /[$#]\{/.test(text);
}

/**
 * Makes a text with `${…}` or `#{…}` ready to run. One expression alone keeps its type; in a mixed text like
 * `Hello ${name}` every value becomes text, null the empty text.
 * @throws {ExpressionSyntaxError}
 */
export function compileTemplate(text: string): CompiledExpression {
  const parts = parseParts(text);
  const [only] = parts;
  const run =
    parts.length === 1 && only !== undefined && typeof only !== 'string'
      ? (variables: JsonObject) => evaluateTree(only, variables)
      : (variables: JsonObject) => parts.map((part) => textOf(part, variables)).join('');
  return {
    evaluate(variables) {
      try {
        return run(variables);
      } catch (error) {
        throw new ExpressionEvaluationError(text, (error as Error).message, { cause: error });
      }
    },
  };
}

function parseParts(text: string): (string | SyntaxTree)[] {
  if (text.length > MAX_EXPRESSION_LENGTH) {
    throw syntaxError(text, 0, `it is longer than ${MAX_EXPRESSION_LENGTH} characters`);
  }
  const parts: (string | SyntaxTree)[] = [];
  let position = 0;
  for (;;) {
    OPENING.lastIndex = position;
    const opening = OPENING.exec(text);
    if (opening === null) break;
    if (opening.index > position) parts.push(text.slice(position, opening.index));
    if (opening[0].startsWith('\\')) {
      parts.push(opening[0].slice(1));
      position = OPENING.lastIndex;
      continue;
    }
    const { tree, end } = parseTree(text, OPENING.lastIndex);
    parts.push(tree);
    position = end;
  }
  if (position < text.length) parts.push(text.slice(position));
  return parts;
}

function textOf(part: string | SyntaxTree, variables: JsonObject): string {
  if (typeof part === 'string') return part;
  const value: JsonValue = evaluateTree(part, variables);
  if (value === null) return '';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
