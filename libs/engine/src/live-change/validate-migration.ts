import type { ProcessGraph } from '#bpmn';
import type { Finding } from '#foundation';
import { brokenRules } from './mapping-rules.js';
import { type MigrationPlan, ResolvedPlan } from './migration-plan.js';

/**
 * Everything that is wrong with a plan as a whole, whatever instances it is for; empty for a plan that can be used.
 * Whether an instance stands on an element that the plan leaves out shows with the instance only, see `migrate`.
 */
export function validateMigration(source: ProcessGraph, target: ProcessGraph, plan: MigrationPlan): readonly Finding[] {
  const resolved = new ResolvedPlan(source, target, plan);
  return [
    ...unknownElements(source, target, plan),
    ...mappedTwice(plan),
    ...resolved.pairs.flatMap((pair) => brokenRules(resolved, pair)),
  ];
}

function unknownElements(source: ProcessGraph, target: ProcessGraph, { mappings }: MigrationPlan): Finding[] {
  const unknown = (graph: ProcessGraph, id: string, of: string, code: string): Finding[] =>
    Object.hasOwn(graph.nodes, id)
      ? []
      : [{ where: id, code, what: `the ${of} version of ${graph.key} has no such element`, mend: 'Correct the id.' }];
  return mappings.flatMap(({ from, to }) => [
    ...unknown(source, from, 'source', 'migration.unknown-source'),
    ...unknown(target, to, 'target', 'migration.unknown-target'),
    ...(from === source.root.id && to !== target.root.id
      ? [{ where: from, code: 'migration.process-moved', what: 'the process itself can only become a process', mend: 'Leave it out.' }]
      : []),
  ]);
}

function mappedTwice({ mappings }: MigrationPlan): Finding[] {
  const times = new Map<string, number>();
  for (const { from } of mappings) times.set(from, (times.get(from) ?? 0) + 1);
  return [...times]
    .filter(([, count]) => count > 1)
    .map(([from, count]) => ({
      where: from,
      code: 'migration.mapped-twice',
      what: `it is mapped ${count} times`,
      mend: 'Keep one of the mappings.',
    }));
}
