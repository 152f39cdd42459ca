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

/**
 * Whether evaluating a text may take unbounded time: loops, own functions, regular expressions, filters in filters, and
 * contexts whose entries use one another, which can double a list or a text with every entry.
 */
export function mayRunLong(root: FeelNode, text: string): boolean {
  const keys = new Set<string>();
  root.cursor().iterate(({ name, node }) => {
    if (name === 'Key') keys.add(nameOf(node, text));
  });
  return mayLoop(root, text, keys, false);
}

function mayLoop(node: FeelNode, text: string, keys: ReadonlySet<string>, inFilter: boolean): boolean {
  if (LOOPS.has(node.name)) return true;
  if (node.name === 'VariableName') {
    const name = nameOf(node, text);
    return PATTERN_FUNCTIONS.has(name) || keys.has(name) || keys.has(`"${name}"`);
  }
  const isFilter = node.name === 'FilterExpression';
  if (isFilter && inFilter) return true;
  return childrenOf(node).some((child, index) => mayLoop(child, text, keys, inFilter || (isFilter && index > 0)));
}
