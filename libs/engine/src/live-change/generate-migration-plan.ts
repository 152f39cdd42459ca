import type { ProcessGraph } from '#bpmn';
import { brokenRules } from './mapping-rules.js';
import { type ElementMapping, type MigrationPlan, ResolvedPlan } from './migration-plan.js';

/** The plan that maps every element to the one with the same id, wherever the rules of migration allow it. */
export function generateMigrationPlan(source: ProcessGraph, target: ProcessGraph): MigrationPlan {
  let mappings: readonly ElementMapping[] = Object.keys(source.nodes)
    .filter((id) => id !== source.root.id && Object.hasOwn(target.nodes, id))
    .map((id) => ({ from: id, to: id }));
  // What is left out may have carried others: its boundary events, what lies in it. So once more until all hold.
  for (;;) {
    const plan = new ResolvedPlan(source, target, { mappings });
    const kept = plan.pairs.filter((pair) => brokenRules(plan, pair).length === 0).map(({ from }) => from);
    const allowed = new Set(kept);
    const possible = mappings.filter(({ from }) => allowed.has(from));
    if (possible.length === mappings.length) return { mappings };
    mappings = possible;
  }
}
