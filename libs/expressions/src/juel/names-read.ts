import { EXECUTION_METHODS } from './execution-members.js';
import { WORKING_TIME } from './functions.js';
import type { TemplatePart } from './parse-template.js';
import { isExecution, partsOf, type SyntaxTree } from './syntax-tree.js';

/** Names of the variables that a template may read; null when one of them is computed (`execution.getVariable(x)`). */
export function namesRead(parts: readonly TemplatePart[]): ReadonlySet<string> | null {
  const names = new Set<string>();
  const allKnown = parts.every((part) => typeof part === 'string' || collect(part, names));
  return allKnown ? names : null;
}

/** The calendars and units by which working time is counted, as far as a template names them literally. */
export function calendarsNamed(parts: readonly TemplatePart[]): string[] {
  return parts.flatMap((part) => (typeof part === 'string' ? [] : calendarsIn(part)));
}

function calendarsIn(tree: SyntaxTree): string[] {
  const below = partsOf(tree).flatMap(calendarsIn);
  if (tree.kind !== 'call' || tree.target !== null || !WORKING_TIME.has(tree.name)) return below;
  const calendar = tree.args[2];
  return calendar?.kind === 'literal' && typeof calendar.value === 'string' ? [...below, calendar.value] : below;
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
