import type { FindingCollector } from '../../findings.js';
import type { EventNode, GraphNode } from '../../graph.js';
import { nodesByScope } from '../nodes-by-scope.js';
import type { LintRule } from '../rule.js';

/**
 * Every scope begins in one way: a process and a sub-process at one start event without trigger (a process also at
 * events and receive tasks), an event sub-process at one start event with a trigger, an ad-hoc sub-process at none.
 */
export const startEvents: LintRule = (graph, findings) => {
  const inside = nodesByScope(graph);
  for (const scope of Object.values(graph.nodes)) {
    if (!('starts' in scope)) continue;
    const nodes = inside.get(scope.id) ?? [];
    if (nodes.some(({ id }) => findings.isBroken(id))) continue;
    const starts = nodes.filter((node): node is EventNode => node.type === 'startEvent');
    if (scope.type === 'eventSubProcess') checkEventSubProcess(scope.id, starts, findings);
    else if (scope.type === 'adHocSubProcess') checkAdHoc(scope.id, scope.choices, starts, findings);
    else checkScope(scope, starts, nodes.some(beginsInstance), findings);
  }
};

function checkScope(scope: GraphNode, starts: readonly EventNode[], begins: boolean, findings: FindingCollector): void {
  const kind = scope.type === 'process' ? 'The process' : 'The sub-process';
  if (starts.length === 0 && !begins) {
    findings.error(scope.id, 'no-start', `${kind} has no start event.`, 'Add one and connect it.');
  }
  const plain = starts.filter(({ trigger }) => trigger === undefined).map(({ id }) => id);
  if (plain.length > 1) {
    const what = `${kind} has several start events without trigger (${plain.join(', ')}).`;
    findings.error(scope.id, 'several-starts', what, 'Keep one.');
  }
}

function checkEventSubProcess(id: string, starts: readonly EventNode[], findings: FindingCollector): void {
  if (starts.length === 1 && starts[0]?.trigger !== undefined) return;
  const what = 'An event sub-process has exactly one start event, and that has a trigger.';
  findings.error(id, 'no-start', what, 'Give it one start event with a message, timer, error or other trigger.');
}

function checkAdHoc(
  id: string,
  choices: readonly string[],
  starts: readonly EventNode[],
  findings: FindingCollector,
): void {
  if (starts.length > 0) {
    const what = 'An ad-hoc sub-process has no start events: people choose what begins.';
    findings.error(id, 'start-in-ad-hoc', what, 'Remove the start event.');
  }
  if (choices.length === 0) {
    const what = 'The ad-hoc sub-process holds no activity to choose.';
    findings.error(id, 'no-choice', what, 'Put activities into it that no flow leads to.');
  }
}

/** `instantiate` of a receive task or event-based gateway (BPMN 2.0.2 §13.2). */
function beginsInstance(node: GraphNode): boolean {
  return 'instantiate' in node && node.instantiate;
}
