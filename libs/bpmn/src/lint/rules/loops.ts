import type { LintRule } from '../rule.js';

/** A loop says when it ends. */
export const loops: LintRule = (graph, findings) => {
  for (const node of Object.values(graph.nodes)) {
    if (!('boundaryEvents' in node)) continue;
    const { id, multiInstance, standardLoop } = node;
    if (multiInstance && multiInstance.cardinality === undefined && multiInstance.collection === undefined) {
      const what = 'The multi-instance activity does not say how many instances it has.';
      const mend = 'Give camunda:collection (and camunda:elementVariable), or loopCardinality.';
      findings.error(id, 'endless-multi-instance', what, mend);
    }
    if (standardLoop && standardLoop.condition === undefined && standardLoop.maximum === undefined) {
      const what = 'The loop has neither condition nor maximum, so it never ends.';
      findings.error(id, 'endless-loop', what, 'Give it a loopCondition or a loopMaximum.');
    }
  }
};
