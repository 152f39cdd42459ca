import { ExpressionSyntaxError } from '../expression-errors.js';
import { parseTemplate } from './parse-template.js';
import type { SyntaxTree } from './syntax-tree.js';
import { VALUE_METHODS } from './value-methods.js';

/** What Camunda 7 itself puts under a name; everything else that is called is a bean of the application. */
const OWN_OBJECTS = new Set(['execution', 'task']);

/**
 * The bean of a text that is one call on it: `mailer` for `${mailer.send(to)}` and `${mailer.drafts.send(to).id}`. Null
 * for every other text, also for one whose calls are all methods of values, such as `${list.size()}`.
 */
export function calledBean(text: string): string | null {
  const tree = soleExpression(text);
  let called = false;
  for (let part: SyntaxTree | null = tree; part !== null; ) {
    if (part.kind === 'variable') return called && !OWN_OBJECTS.has(part.name) ? part.name : null;
    if (part.kind !== 'member' && part.kind !== 'call') return null;
    called ||= part.kind === 'call' && !VALUE_METHODS.has(part.name);
    part = part.target;
  }
  return null;
}

function soleExpression(text: string): SyntaxTree | null {
  try {
    const [only, ...others] = parseTemplate(text);
    return only === undefined || typeof only === 'string' || others.length > 0 ? null : only;
  } catch (error) {
    if (error instanceof ExpressionSyntaxError) return null;
    throw error;
  }
}
