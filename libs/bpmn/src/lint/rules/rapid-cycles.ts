import { addDuration, isExpression, toCycle } from '#expressions';
import type { LintRule } from '../rule.js';

const SHORTEST_MS = 1_000;

/** Every firing is a job and a step of its own, at a start event even an instance: faster than this they pile up. */
export const rapidCycles: LintRule = (graph, findings) => {
  for (const node of Object.values(graph.nodes)) {
    if (!('trigger' in node) || node.trigger?.kind !== 'timer' || node.trigger.timer !== 'cycle') continue;
    if (findings.isBroken(node.id) || isExpression(node.trigger.value)) continue;
    if (intervalOf(node.trigger.value) >= SHORTEST_MS) continue;
    const what = `The timer fires more than once a second (${node.trigger.value}).`;
    findings.warning(node.id, 'rapid-cycle', what, 'Give it an interval of a second or longer.');
  }
};

/** Milliseconds between two firings; a second at least where the fields of cron say when. */
function intervalOf(text: string): number {
  const cycle = toCycle(text, { zone: 'utc' });
  if (cycle.kind === 'cron') return SHORTEST_MS;
  return Date.parse(addDuration('2026-01-01T00:00:00Z', cycle.interval)) - Date.parse('2026-01-01T00:00:00Z');
}
