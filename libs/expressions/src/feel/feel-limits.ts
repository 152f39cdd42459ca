import { childrenOf, nameOf, type FeelNode } from './feel-tree.js';

/** Deepest nesting of brackets; feelin's parser takes seconds on thousands of them. */
const MAX_BRACKETS = 100;

/** Deepest syntax tree; feelin evaluates by recursion, about four stack frames a level. */
const MAX_DEPTH = 500;

/** Strings and comments as a whole, so that a bracket inside them does not count, and each bracket by itself. */
const BRACKETS = /"(?:[^"\\]|\\.)*"|\/\*[^]*?\*\/|\/\/[^\n]*|[([{}\])]/g;

/** The position of the bracket that nests too deeply to be parsed, or null. */
export function tooDeepBracket(text: string): number | null {
  let depth = 0;
  for (const { 0: token, index } of text.matchAll(BRACKETS)) {
    if ('([{'.includes(token)) depth++;
    if (')]}'.includes(token)) depth--;
    if (depth > MAX_BRACKETS) return index;
  }
  return null;
}

/** The first node that lies too deep to be evaluated safely, or null. */
export function tooDeepNode(root: FeelNode): FeelNode | null {
  let depth = 0;
  let found: FeelNode | null = null;
  root.cursor().iterate(
    (node) => {
      depth++;
      if (depth > MAX_DEPTH) found ??= node.node;
      return found === null;
    },
    () => void depth--,
  );
  return found;
}

const LOOPS = new Set(['ForExpression', 'QuantifiedExpression', 'FunctionDefinition']);
const PATTERN_FUNCTIONS = new Set(['matches', 'replace', 'split']);

/** Whether evaluating a text may take unbounded time: loops, own functions, regular expressions, filters in filters. */
export function mayRunLong(node: FeelNode, text: string, inFilter = false): boolean {
  if (LOOPS.has(node.name)) return true;
  if (node.name === 'VariableName' && PATTERN_FUNCTIONS.has(nameOf(node, text))) return true;
  const isFilter = node.name === 'FilterExpression';
  if (isFilter && inFilter) return true;
  return childrenOf(node).some((child, index) => mayRunLong(child, text, inFilter || (isFilter && index > 0)));
}
