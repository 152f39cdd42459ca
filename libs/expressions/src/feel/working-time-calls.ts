import { WORKING_TIME_FUNCTIONS } from '../working-time.js';
import { childrenOf, type FeelNode, nameOf } from './feel-tree.js';

/** A call of a function for working time, and what each of its parameters is given. */
interface WorkingTimeCall {
  readonly node: FeelNode;
  readonly name: string;
  readonly parameters: readonly string[];
  /** By the names of parameters; without names by position, what is too much under its number. */
  readonly given: ReadonlyMap<string, FeelNode>;
}

/** The first call with arguments that the function does not take: FEEL would just yield null, and a task have no due date. */
export function misusedWorkingTime(root: FeelNode, text: string): { readonly node: FeelNode; readonly what: string } | null {
  for (const { node, name, parameters, given } of callsIn(root, text)) {
    const odd = [...given.keys()].filter((key) => !parameters.includes(key));
    const missing = parameters.slice(0, 2).filter((key) => !given.has(key));
    if (odd.length + missing.length === 0) continue;
    const [from, amount, calendar] = parameters;
    return { node, what: `"${name}" takes ${from}, ${amount} and, if it is to be another one than usual, ${calendar}` };
  }
  return null;
}

/** The calendars and units by which working time is counted, as far as the text names them literally. */
export function calendarsNamed(root: FeelNode, text: string): string[] {
  return callsIn(root, text).flatMap(({ parameters, given }) => {
    const named = bare(given.get(parameters[2]!));
    return named?.name === 'StringLiteral' ? [text.slice(named.from + 1, named.to - 1)] : [];
  });
}

function callsIn(root: FeelNode, text: string): WorkingTimeCall[] {
  const calls: WorkingTimeCall[] = [];
  root.cursor().iterate(({ name: kind, node }) => {
    const target = kind === 'FunctionInvocation' ? node.firstChild : null;
    if (target === null) return;
    const name = nameOf(target, text);
    if (!Object.hasOwn(WORKING_TIME_FUNCTIONS, name)) return;
    const { parameters } = WORKING_TIME_FUNCTIONS[name]!;
    const list = childrenOf(node).find(({ name: part }) => part.endsWith('Parameters'));
    const entries = (list === undefined ? [] : childrenOf(list)).map((child, index): [string, FeelNode] => {
      const [label, value] = child.name === 'NamedParameter' ? childrenOf(child) : [];
      return label === undefined || value === undefined ? [parameters[index] ?? String(index), child] : [nameOf(label, text), value];
    });
    calls.push({ node, name, parameters, given: new Map(entries) });
  });
  return calls;
}

/** Without the brackets around it. */
function bare(node: FeelNode | undefined): FeelNode | undefined {
  return node?.name === 'ParenthesizedExpression' ? bare(childrenOf(node)[1]) : node;
}
