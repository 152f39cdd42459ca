import { calendarsIn, checkExpression, isExpression } from '#expressions';
import { expressionSlots, isEvaluated } from './expression-slots.js';
import type { GraphNode, ProcessGraph } from './graph.js';
import type { CallActivityNode, DecisionReference, Implementation } from './tasks.js';

/** What a process names that must exist elsewhere. Only literals: what an expression yields is known at run time. */
export interface ProcessReferences {
  readonly forms: readonly { readonly element: string; readonly key: string }[];
  /** Of tasks, throwing message events and listeners; `element` is a sequence flow for a listener on one. */
  readonly topics: readonly { readonly element: string; readonly topic: string }[];
  readonly called: readonly CalledProcess[];
  readonly decisions: readonly CalledDecision[];
  /** Logins in assignee and candidateUsers. */
  readonly users: readonly { readonly element: string; readonly name: string }[];
  readonly groups: readonly { readonly element: string; readonly name: string }[];
  /** Keys of calendars and codes of units by which working time is counted. */
  readonly calendars: readonly { readonly element: string; readonly name: string }[];
}

export interface CalledProcess extends Pick<CallActivityNode, 'binding' | 'bindingValue'> {
  readonly element: string;
  /** Key of the called process. */
  readonly key: string;
}

export interface CalledDecision extends Pick<DecisionReference, 'binding' | 'bindingValue'> {
  readonly element: string;
  /** Id of the decision. */
  readonly key: string;
}

/** The references of a process, in document order, one entry for each place; of an incomplete graph, those it has. */
export function referencesOf(graph: ProcessGraph): ProcessReferences {
  const nodes = Object.values(graph.nodes);
  const userTasks = nodes.filter((node) => node.type === 'userTask');
  return {
    forms: userTasks.flatMap(({ id, formKey }) =>
      literals(id, [formKey]).map(({ element, name }) => ({ element, key: name })),
    ),
    topics: [...nodes, ...Object.values(graph.flows)].flatMap((element) => [
      ...('type' in element ? topicOf(element.id, implementationOf(element)) : []),
      ...(element.listeners ?? []).map(({ topic }) => ({ element: element.id, topic })),
    ]),
    called: nodes.flatMap((node): CalledProcess[] => {
      if (node.type !== 'callActivity' || node.calledElement === '' || isExpression(node.calledElement)) return [];
      const { id, calledElement, binding, bindingValue } = node;
      return [{ element: id, key: calledElement, binding, ...(bindingValue !== undefined && { bindingValue }) }];
    }),
    decisions: nodes.flatMap((node): CalledDecision[] => {
      if (node.type !== 'businessRuleTask' || node.decision === undefined) return [];
      const { key, binding, bindingValue } = node.decision;
      if (isExpression(key)) return [];
      return [{ element: node.id, key, binding, ...(bindingValue !== undefined && { bindingValue }) }];
    }),
    users: userTasks.flatMap(({ id, assignee, candidateUsers }) => literals(id, [assignee, ...candidateUsers])),
    groups: userTasks.flatMap(({ id, candidateGroups }) => literals(id, candidateGroups)),
    calendars: expressionSlots(graph)
      .filter((slot) => isEvaluated(slot) && checkExpression(slot.text).length === 0)
      .flatMap(({ element, text }) => calendarsIn(text).map((name) => ({ element, name }))),
  };
}

function literals(element: string, texts: readonly (string | undefined)[]): { element: string; name: string }[] {
  return texts
    .filter((text): text is string => text !== undefined && !isExpression(text))
    .map((name) => ({ element, name }));
}

function topicOf(element: string, implementation?: Implementation): { element: string; topic: string }[] {
  return implementation?.kind === 'topic' ? [{ element, topic: implementation.topic }] : [];
}

function implementationOf(node: GraphNode): Implementation | undefined {
  if ('implementation' in node) return node.implementation;
  return 'trigger' in node && node.trigger?.kind === 'message' ? node.trigger.implementation : undefined;
}
