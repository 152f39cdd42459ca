import type { ErrorTrigger, EscalationTrigger } from '../../triggers.js';
import type { GraphNode, ProcessGraph } from '../../graph.js';
import { nodesByScope, scopesAround } from '../nodes-by-scope.js';
import type { LintRule } from '../rule.js';

type Thrown = ErrorTrigger | EscalationTrigger;
type Inside = ReadonlyMap<string, readonly GraphNode[]>;

/** What is thrown as an error or escalation is caught by something around it, or else only by a calling process. */
export const uncaughtEvents: LintRule = (graph, findings) => {
  const inside = nodesByScope(graph);
  for (const node of Object.values(graph.nodes)) {
    if (node.type !== 'endEvent' && node.type !== 'intermediateThrowEvent') continue;
    const { trigger } = node;
    if (trigger?.kind !== 'error' && trigger?.kind !== 'escalation') continue;
    if ([...scopesAround(node, graph)].some((scope) => catches(scope, trigger, graph, inside))) continue;
    const code = codeOf(trigger);
    const what = `Nothing in this process catches the ${trigger.kind} ${code ?? 'that is thrown here'}.`;
    const mend = 'Catch it on the border of the sub-process, or in the process that calls this one.';
    findings.warning(node.id, 'uncaught', what, mend);
  }
};

function catches(scope: GraphNode, thrown: Thrown, { nodes }: ProcessGraph, inside: Inside): boolean {
  const eventSubProcesses = 'eventSubProcesses' in scope ? scope.eventSubProcesses : [];
  const borders = 'boundaryEvents' in scope ? scope.boundaryEvents.flatMap((id) => nodes[id] ?? []) : [];
  const starts = eventSubProcesses.flatMap((id) => inside.get(id) ?? []).filter(({ type }) => type === 'startEvent');
  return [...borders, ...starts].some((node) => {
    const trigger = 'trigger' in node ? node.trigger : undefined;
    if (trigger?.kind !== 'error' && trigger?.kind !== 'escalation') return false;
    const code = codeOf(trigger);
    return trigger.kind === thrown.kind && (code === undefined || code === codeOf(thrown));
  });
}

function codeOf(trigger: Thrown): string | undefined {
  return trigger.kind === 'error' ? trigger.errorCode : trigger.escalationCode;
}
