import { scopesAround } from '../nodes-by-scope.js';
import type { LintRule } from '../rule.js';

/** Only a transaction can be cancelled: from inside, and seen from its border (BPMN 2.0.2 §10.3.5). */
export const cancelEvents: LintRule = (graph, findings) => {
  for (const node of Object.values(graph.nodes)) {
    if (!('trigger' in node) || node.trigger?.kind !== 'cancel') continue;
    const isInPlace =
      node.type === 'boundaryEvent'
        ? graph.nodes[node.attachedTo]?.type === 'transaction'
        : [...scopesAround(node, graph)].some(({ type }) => type === 'transaction');
    if (isInPlace) continue;
    const what = 'A cancel event belongs to a transaction, and there is none here.';
    findings.error(node.id, 'no-transaction', what, 'Make the sub-process a transaction, or use an error.');
  }
};
