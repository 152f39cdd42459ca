import type { LintRule } from '../rule.js';

/** A complex gateway that joins says when; without a condition it is a parallel one, which readers know better. */
export const complexGateways: LintRule = (graph, findings) => {
  for (const node of Object.values(graph.nodes)) {
    if (node.type !== 'complexGateway') continue;
    if (node.incoming.length < 2 || node.activationCondition !== undefined) continue;
    const what = 'The complex gateway has no activation condition, so it waits for every incoming flow.';
    findings.warning(node.id, 'no-activation-condition', what, 'Give it one, or use a parallel gateway.');
  }
};
