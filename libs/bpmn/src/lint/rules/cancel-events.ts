import type { FindingCollector } from '../../findings.js';
import type { GraphNode, ProcessGraph, ScopeNode } from '../../graph.js';
import { scopesAround } from '../nodes-by-scope.js';
import type { LintRule } from '../rule.js';

/**
 * Only a transaction can be cancelled: from inside, and seen from its border (BPMN 2.0.2 §10.3.5), where a boundary
 * event says how it goes on.
 */
export const cancelEvents: LintRule = (graph, findings) => {
  for (const node of Object.values(graph.nodes)) {
    if (!('trigger' in node) || node.trigger?.kind !== 'cancel') continue;
    const transaction = transactionOf(node, graph);
    if (transaction === undefined) {
      const what = 'A cancel event belongs to a transaction, and there is none here.';
      findings.error(node.id, 'no-transaction', what, 'Make the sub-process a transaction, or use an error.');
    } else if (!hasCancelEvent(transaction, graph, findings)) {
      const what = `No cancel event sits on the border of ${transaction.id}: cancelled, its token goes nowhere.`;
      findings.warning(node.id, 'no-cancel-boundary', what, 'Attach a cancel boundary event to the transaction.');
    }
  }
};

function transactionOf(node: GraphNode, graph: ProcessGraph): ScopeNode | undefined {
  const around = node.type === 'boundaryEvent' ? [graph.nodes[node.attachedTo]] : [...scopesAround(node, graph)];
  return around.find((scope): scope is ScopeNode => scope?.type === 'transaction');
}

function hasCancelEvent(
  { boundaryEvents = [] }: ScopeNode,
  { nodes }: ProcessGraph,
  findings: FindingCollector,
): boolean {
  return boundaryEvents.some((id) => {
    const event = nodes[id];
    return findings.isBroken(id) || (event?.type === 'boundaryEvent' && event.trigger.kind === 'cancel');
  });
}
