import { EXECUTION_METHODS } from './execution-members.js';
import type { TemplatePart } from './parse-template.js';
import { isExecution, partsOf, type SyntaxTree } from './syntax-tree.js';

/** Names of the variables that a template may read; null when one of them is computed (`execution.getVariable(x)`). */
export function namesRead(parts: readonly TemplatePart[]): ReadonlySet<string> | null {
  const names = new Set<string>();
  const allKnown = parts.every((part) => typeof part === 'string' || collect(part, names));
  return allKnown ? names : null;
}

/** False when a name cannot be told. */
function collect(tree: SyntaxTree, names: Set<string>): boolean {
  if (tree.kind === 'variable') names.add(tree.name);
  const onExecution = (tree.kind === 'call' || tree.kind === 'member') && isExecution(tree.target);
  if (!onExecution) return partsOf(tree).every((part) => collect(part, names));
  if (tree.kind === 'member' || EXECUTION_METHODS.get(tree.name)?.takes[1] === 0) return true;
  const [name] = tree.args;
  if (name?.kind !== 'literal') return false;
  if (typeof name.value === 'string') names.add(name.value);
  return true;
}
