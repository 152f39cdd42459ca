import type { FindingCollector } from '../findings.js';
import type { ProcessGraph } from '../graph.js';
import type { LintRule } from './rule.js';
import { cancelEvents } from './rules/cancel-events.js';
import { caughtTwice } from './rules/caught-twice.js';
import { compensation } from './rules/compensation.js';
import { complexGateways } from './rules/complex-gateways.js';
import { deadJoins } from './rules/dead-joins.js';
import { eventGateways } from './rules/event-gateways.js';
import { expressions } from './rules/expressions.js';
import { flowConditions } from './rules/flow-conditions.js';
import { flowDirections } from './rules/flow-directions.js';
import { implementations } from './rules/implementations.js';
import { issuingOrder } from './rules/law/issuing-order.js';
import { links } from './rules/links.js';
import { loops } from './rules/loops.js';
import { rapidCycles } from './rules/rapid-cycles.js';
import { reachability } from './rules/reachability.js';
import { repeatingTimers } from './rules/repeating-timers.js';
import { scripts } from './rules/scripts.js';
import { startEvents } from './rules/start-events.js';
import { uncaughtEvents } from './rules/uncaught-events.js';
import { userTasks } from './rules/user-tasks.js';

/**
 * A further rule is one more file and one more entry. The order matters where one rule knows the cause of what another
 * would find: a node with an error of its own is not reported as unreachable.
 */
const RULES: readonly LintRule[] = [
  startEvents,
  flowDirections,
  flowConditions,
  compensation,
  links,
  reachability,
  implementations,
  userTasks,
  scripts,
  loops,
  eventGateways,
  complexGateways,
  cancelEvents,
  caughtTwice,
  uncaughtEvents,
  deadJoins,
  repeatingTimers,
  expressions,
  rapidCycles,
  issuingOrder,
];

/** Looks at a compiled process with every rule of our own. */
export function lintGraph(graph: ProcessGraph, findings: FindingCollector): void {
  for (const rule of RULES) rule(graph, findings);
}
