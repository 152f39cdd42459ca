import type { BoundaryEventNode } from '../../graph.js';
import type { LintRule } from '../rule.js';

/** An activity has at most one error boundary event for each code, and at most one for all errors. */
export const errorEvents: LintRule = (graph, findings) => {
  const first = new Map<string, BoundaryEventNode>();
  for (const node of Object.values(graph.nodes)) {
    if (node.type !== 'boundaryEvent' || node.trigger.kind !== 'error') continue;
    const { errorCode } = node.trigger;
    const catches = JSON.stringify([node.attachedTo, errorCode]);
    const other = first.get(catches);
    if (other === undefined) {
      first.set(catches, node);
    } else {
      const what = errorCode === undefined ? 'every error' : `the error ${errorCode}`;
      findings.error(
        node.id,
        'caught-twice',
        `${other.id} already catches ${what} of ${node.attachedTo}.`,
        'Keep one of them.',
      );
    }
  }
};
