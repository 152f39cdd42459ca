import type { ScopeNode } from '../../graph.js';
import type { LintRule } from '../rule.js';

/** A token enters a scope at one place: the start event without trigger. */
export const startEvents: LintRule = (graph, findings) => {
  const scopes = Object.values(graph.nodes).filter((node): node is ScopeNode => 'starts' in node);
  for (const { id, type, starts } of scopes) {
    const hasBrokenStart = Object.values(graph.nodes).some((node) => node.scope === id && findings.isBroken(node.id));
    const kind = type === 'process' ? 'The process' : 'The sub-process';
    if (starts.length === 0 && !hasBrokenStart) {
      findings.error(id, 'no-start', `${kind} has no start event without trigger.`, 'Add one and connect it.');
    }
    if (starts.length > 1) {
      findings.error(
        id,
        'several-starts',
        `${kind} has several start events without trigger (${starts.join(', ')}).`,
        'Keep one.',
      );
    }
  }
};
