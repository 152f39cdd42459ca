import type { FindingCollector } from '../../findings.js';
import type { GraphNode, ProcessGraph } from '../../graph.js';
import type { LintRule } from '../rule.js';

/** What undoes an activity stands beside the flows, joined to it by an association (BPMN 2.0.2 §10.7.1). */
export const compensation: LintRule = (graph, findings) => {
  const called = new Set<string>();
  for (const node of Object.values(graph.nodes)) {
    if (node.type !== 'boundaryEvent' || node.trigger.kind !== 'compensation') continue;
    const { handler } = node.trigger;
    if (handler === undefined) {
      const what = 'No association leads from here to an activity that undoes the work.';
      findings.error(node.id, 'no-compensation-handler', what, 'Draw an association to the activity.');
    } else {
      called.add(handler);
      checkHandler(handler, graph, findings);
    }
  }
  for (const node of Object.values(graph.nodes)) {
    if (isForCompensation(node) && !called.has(node.id) && !findings.isBroken(node.id)) {
      const what = 'The activity is for compensation, but no compensation event leads to it.';
      findings.error(node.id, 'unreachable', what, 'Draw an association from a compensation boundary event.');
    }
  }
};

function checkHandler(id: string, graph: ProcessGraph, findings: FindingCollector): void {
  const handler = graph.nodes[id];
  if (handler === undefined) return;
  if (!isForCompensation(handler)) {
    const what = 'The activity undoes another one, but is not marked as such.';
    findings.error(id, 'not-for-compensation', what, 'Set isForCompensation="true".');
  } else if (handler.incoming.length + handler.outgoing.length > 0) {
    const what = 'Sequence flows lead to or from an activity for compensation.';
    findings.error(id, 'compensation-flow', what, 'Remove the flows.');
  }
}

function isForCompensation(node: GraphNode): boolean {
  return 'forCompensation' in node && node.forCompensation === true;
}
