import { childrenOf, nameOf, type FeelNode } from './feel-tree.js';

/**
 * The variables that a FEEL text may read, by the rules of scope of DMN 1.5, 10.3.2.11: loop variables, parameters,
 * earlier keys of the same context and `item` in a filter are its own. A name in a filter may also be a property of the
 * elements; nothing tells, so it is among the variables.
 */
export function variableNames(root: FeelNode, text: string): ReadonlySet<string> {
  const names = new Set<string>();
  collect(root, text, new Set(), names);
  // No variable can have this name, and an assignment to it would be one to the prototype.
  names.delete('__proto__');
  return names;
}

/** Every name that stands for a value or a function, whoever made it. */
export function namesIn(root: FeelNode, text: string): ReadonlySet<string> {
  const names = new Set<string>();
  root.cursor().iterate(({ name, node }) => {
    if (name === 'VariableName') names.add(nameOf(node, text));
  });
  return names;
}

function collect(node: FeelNode, text: string, own: ReadonlySet<string>, names: Set<string>): void {
  if (node.name === 'Type') return;
  if (node.name === 'VariableName') {
    const name = nameOf(node, text);
    if (!own.has(name) && !isCalled(node)) names.add(name);
    return;
  }
  let scope = own;
  for (const child of childrenOf(node)) {
    collect(child, text, scope, names);
    const made = namesMadeBy(child, text);
    if (made.length > 0) scope = new Set([...scope, ...made]);
  }
}

/** What is called is a function of FEEL or of the text, never a variable: those are JSON. */
function isCalled({ parent, from }: FeelNode): boolean {
  return parent?.name === 'FunctionInvocation' && parent.from === from;
}

/** The names that a node makes for its younger siblings. */
function namesMadeBy(node: FeelNode, text: string): string[] {
  const { firstChild, parent } = node;
  switch (node.name) {
    case 'InExpressions': {
      const variables = childrenOf(node).flatMap((child) => namesMadeBy(child, text));
      return parent?.name === 'ForExpression' ? [...variables, 'partial'] : variables;
    }
    case 'FormalParameters':
      return childrenOf(node).flatMap((child) => namesMadeBy(child, text));
    case 'InExpression':
    case 'FormalParameter':
    case 'ContextEntry':
      return firstChild === null ? [] : [nameOf(firstChild, text).replace(/^"(.*)"$/s, '$1')];
    case '[':
      return parent?.name === 'FilterExpression' ? ['item'] : [];
    default:
      return [];
  }
}
