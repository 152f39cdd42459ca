import { parseExpression } from 'feelin';
import { WORKING_TIME_FUNCTIONS } from '../working-time.js';

/** A node of feelin's syntax tree, under the name of the grammar rule (`FilterExpression`, `VariableName`, …). */
export type FeelNode = ReturnType<typeof parseExpression>['topNode'];

/** The only names that the parser is told: it would take the `between` of `working days between(…)` for the keyword. */
export const KNOWN_NAMES: Readonly<Record<string, unknown>> = Object.fromEntries(
  Object.keys(WORKING_TIME_FUNCTIONS).map((name) => [name, null]),
);

/**
 * Parses a FEEL text without knowing the variables: names with spaces are recognised all the same, and a variable that
 * happens to be called `in` or `date` cannot change how the text reads. The price: a name with an operator in it
 * (`a-b`) is an operation; `get value(context, "a-b")` reads it.
 */
export function parseFeel(text: string): FeelNode {
  return parseExpression(text, KNOWN_NAMES, undefined).topNode;
}

export function childrenOf(node: FeelNode): FeelNode[] {
  const children: FeelNode[] = [];
  for (let child = node.firstChild; child !== null; child = child.nextSibling) children.push(child);
  return children;
}

/** The text of a name with its inner spaces made single, as feelin looks it up. */
export function nameOf(node: FeelNode, text: string): string {
  return text.slice(node.from, node.to).replace(/\s+/g, ' ');
}
