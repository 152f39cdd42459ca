import type { LintRule } from '../../rule.js';
import { ISSUE, NUMBER, SIGN, stepsOf } from './issuing-steps.js';
import { stepsBefore } from './steps-before.js';

/**
 * An outgoing document is signed, then numbered, then issued, whatever path the process takes: Decree 30/2020/NĐ-CP,
 * Article 13 (signing), Article 14 (the order of the clerk's work), Article 15.2 (the number follows the signature).
 */
export const issuingOrder: LintRule = (graph, findings) => {
  const nodes = Object.values(graph.nodes);
  if (nodes.every((node) => stepsOf(node) === 0)) return;
  const before = stepsBefore(graph);
  for (const node of nodes) {
    const own = stepsOf(node);
    const done = own | (before.get(node.id) ?? 0);
    const mend = 'Put it before; where another process does it, mark the start event with the property lawStep.';
    if ((own & NUMBER) !== 0 && (done & SIGN) === 0) {
      const what = 'A path leads here on which the document gets its number before it is signed';
      findings.error(node.id, 'issuing-order', `${what} (Decree 30/2020/NĐ-CP, Articles 13, 14 and 15.2).`, mend);
    }
    if ((own & ISSUE) !== 0 && (done & NUMBER) === 0) {
      const what = 'A path leads here on which the document is issued before it has a number';
      findings.error(node.id, 'issuing-order', `${what} (Decree 30/2020/NĐ-CP, Article 14).`, mend);
    }
  }
};
