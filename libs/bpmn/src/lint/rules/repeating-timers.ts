import type { LintRule } from '../rule.js';

/** Only what lives on after a firing can fire again: starts, and events that do not interrupt. */
export const repeatingTimers: LintRule = (graph, findings) => {
  for (const node of Object.values(graph.nodes)) {
    if (!('trigger' in node) || node.trigger?.kind !== 'timer' || node.trigger.timer !== 'cycle') continue;
    const canRepeat = node.type === 'startEvent' || (node.type === 'boundaryEvent' && !node.interrupting);
    if (canRepeat) continue;
    const what = 'The timer repeats, but the event happens once only.';
    findings.warning(node.id, 'once-only', what, 'Give a date or a duration, or make the event non-interrupting.');
  }
};
