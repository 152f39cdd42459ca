import { MAX_EXPRESSION_LENGTH } from '../compiled-expression.js';
import { parseTree } from './parse-tree.js';
import type { SyntaxTree } from './syntax-tree.js';
import { syntaxError } from './tokens.js';

/** Where an expression may begin; a backslash before it makes it plain text. */
const OPENING = /\\?[$#]\{/g;

/** Whether a text holds a `${…}` or `#{…}`. */
export function isTemplate(text: string): boolean {
  return /[$#]\{/.test(text);
}

/** Plain text, or what stands between the braces. */
export type TemplatePart = string | SyntaxTree;

/** The parts of a text in their order. @throws {ExpressionSyntaxError} */
export function parseTemplate(text: string): TemplatePart[] {
  if (text.length > MAX_EXPRESSION_LENGTH) {
    throw syntaxError(text, 0, `it is longer than ${MAX_EXPRESSION_LENGTH} characters`);
  }
  const parts: TemplatePart[] = [];
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
