import type { FindingCollector } from '../findings.js';
import type { ProcessGraph } from '../graph.js';
import type { LintRule } from './rule.js';
import { errorEvents } from './rules/error-events.js';
import { expressions } from './rules/expressions.js';
import { flowConditions } from './rules/flow-conditions.js';
import { flowDirections } from './rules/flow-directions.js';
import { reachability } from './rules/reachability.js';
import { startEvents } from './rules/start-events.js';
import { userTasks } from './rules/user-tasks.js';

/** A further rule is one more file and one more entry. */
const RULES: readonly LintRule[] = [
  startEvents,
  flowDirections,
  flowConditions,
  reachability,
  userTasks,
  errorEvents,
  expressions,
];

/** Looks at a compiled process with every rule of our own. */
export function lintGraph(graph: ProcessGraph, findings: FindingCollector): void {
  for (const rule of RULES) rule(graph, findings);
}
