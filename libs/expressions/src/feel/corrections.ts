import { childrenOf, type FeelNode } from './feel-tree.js';

/**
 * Rewrites the places of a FEEL text in which feelin 8.2 does something else than an office (or the standard) means.
 * The functions it calls are in `zone-functions.ts`.
 *
 * - `people[list contains(units, "QLCN")]`: feelin takes a call, a path or a name in a filter for an index, evaluated
 *   once, outside the list. Here it is tested for every element unless it yields a number (DMN 1.5, 10.3.2.5).
 * - `date and time("2026-11-21T17:00:00") > now()`: feelin compares a time without a zone as UTC. Here it is read in
 *   the zone of `env`.
 * - `now() - date and time(dueAt)`: feelin subtracts clock faces and ignores the zones. Here the instants count.
 * - `today() + duration("PT17H")`: feelin yields 17:00 UTC. Here it is 17:00 in the zone of `env`.
 *
 * @throws {Error} when the text would grow too long.
 */
export function correct(node: FeelNode, text: string): string {
  switch (node.name) {
    case 'FilterExpression':
      return correctFilter(node, text) ?? copy(node, text);
    case 'ArithmeticExpression':
      return correctArithmetic(node, text) ?? copy(node, text);
    case 'DateTimeLiteral':
      return isDuration(node, text) ? copy(node, text) : `__zoned(${copy(node, text)})`;
    default:
      return copy(node, text);
  }
}

/** The node's text with its children corrected. */
function copy(node: FeelNode, text: string): string {
  let result = '';
  let end = node.from;
  for (const child of childrenOf(node)) {
    result += text.slice(end, child.from) + correct(child, text);
    end = child.to;
  }
  return result + text.slice(end, node.to);
}

/** Kinds of which the syntax does not say whether they yield an index or a test. */
const INDEX_OR_TEST = new Set(['VariableName', 'PathExpression', 'FunctionInvocation', 'IfExpression']);

/** A test is written three times, so filters in filters grow threefold a level. */
const MAX_TEST_LENGTH = 20_000;

function correctFilter(node: FeelNode, text: string): string | undefined {
  const [list, , filter] = childrenOf(node);
  if (list === undefined || filter === undefined || !INDEX_OR_TEST.has(filter.name)) return undefined;
  const test = correct(filter, text);
  if (test.length > MAX_TEST_LENGTH) throw new Error('it nests filters too deeply');
  const choice = `if (${test}) instance of number then __list[${test}] else __list[(${test}) = true]`;
  return `(function(__list) ${choice})(${correct(list, text)})`;
}

const PLAIN_OPERANDS = new Set(['NumericLiteral', 'StringLiteral']);

function correctArithmetic(node: FeelNode, text: string): string | undefined {
  const [left, operator, right] = childrenOf(node).filter((child) => !child.type.isSkipped);
  if (left === undefined || operator === undefined || right === undefined) return undefined;
  if (PLAIN_OPERANDS.has(left.name) || PLAIN_OPERANDS.has(right.name)) return undefined;
  const sign = text.slice(operator.from, operator.to);
  if (sign !== '+' && sign !== '-') return undefined;
  return `${sign === '+' ? '__add' : '__subtract'}(${correct(left, text)}, ${correct(right, text)})`;
}

function isDuration(node: FeelNode, text: string): boolean {
  return text.startsWith('duration', node.from);
}
