import { isExpression } from '#expressions';
import type { CallActivityNode, ProcessGraph } from './graph.js';

/** What a process names that must exist elsewhere. Only literals: what an expression yields is known at run time. */
export interface ProcessReferences {
  readonly forms: readonly { readonly element: string; readonly key: string }[];
  readonly topics: readonly { readonly element: string; readonly topic: string }[];
  readonly called: readonly CalledProcess[];
  /** Logins in assignee and candidateUsers. */
  readonly users: readonly { readonly element: string; readonly name: string }[];
  readonly groups: readonly { readonly element: string; readonly name: string }[];
}

export interface CalledProcess extends Pick<CallActivityNode, 'binding' | 'bindingValue'> {
  readonly element: string;
  /** Key of the called process. */
  readonly key: string;
}

/** The references of a process, in document order, one entry for each place; of an incomplete graph, those it has. */
export function referencesOf(graph: ProcessGraph): ProcessReferences {
  const nodes = Object.values(graph.nodes);
  const literals = (element: string, texts: readonly (string | undefined)[]) =>
    texts
      .filter((text): text is string => text !== undefined && !isExpression(text))
      .map((name) => ({ element, name }));
  const userTasks = nodes.filter((node) => node.type === 'userTask');
  return {
    forms: userTasks.flatMap(({ id, formKey }) =>
      literals(id, [formKey]).map(({ element, name }) => ({ element, key: name })),
    ),
    topics: nodes.flatMap((node) =>
      node.type === 'serviceTask' && node.topic !== '' ? [{ element: node.id, topic: node.topic }] : [],
    ),
    called: nodes.flatMap((node): CalledProcess[] => {
      if (node.type !== 'callActivity' || node.calledElement === '' || isExpression(node.calledElement)) return [];
      const { id, calledElement, binding, bindingValue } = node;
      return [{ element: id, key: calledElement, binding, ...(bindingValue !== undefined && { bindingValue }) }];
    }),
    users: userTasks.flatMap(({ id, assignee, candidateUsers }) => literals(id, [assignee, ...candidateUsers])),
    groups: userTasks.flatMap(({ id, candidateGroups }) => literals(id, candidateGroups)),
  };
}
