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

/** Those with regular expressions, and those that compare each element of a list with each. */
const LONG_FUNCTIONS = new Set(['matches', 'replace', 'split', 'distinct values', 'union']);

/**
 * Whether evaluating a text may take unbounded time: loops, own functions, regular expressions, filters other than by a
 * number (what they ask of each element may be to look through a list again), and contexts whose entries use one
 * another, which can double a list or a text with every entry.
 */
export function mayRunLong(root: FeelNode, text: string): boolean {
  const keys = new Set<string>();
  root.cursor().iterate(({ name, node }) => {
    if (name === 'Key') keys.add(nameOf(node, text));
  });
  return mayLoop(root, text, keys);
}

function mayLoop(node: FeelNode, text: string, keys: ReadonlySet<string>): boolean {
  if (LOOPS.has(node.name)) return true;
  if (node.name === 'VariableName') {
    const name = nameOf(node, text);
    return LONG_FUNCTIONS.has(name) || keys.has(name) || keys.has(`"${name}"`);
  }
  const children = childrenOf(node);
  if (node.name === 'FilterExpression' && !children.some(({ name }) => name === 'NumericLiteral')) return true;
  return children.some((child) => mayLoop(child, text, keys));
}
