import type { GraphNode } from '../../graph.js';
import type { LintRule } from '../rule.js';

const LEAD_ELSEWHERE = 'Let it lead to an activity or a gateway.';
const REMOVE = 'Use an intermediate event, or remove the flow.';

/** No flow leads into or out of what no token comes to or leaves by a flow, and boundary events sit on activities. */
export const flowDirections: LintRule = (graph, findings) => {
  for (const node of Object.values(graph.nodes)) {
    const { id } = node;
    if (node.incoming.length > 0 && hasNoWayIn(node)) {
      findings.error(id, 'flow-into-event', `A sequence flow leads into this ${nameOf(node)}.`, LEAD_ELSEWHERE);
    }
    if (node.outgoing.length > 0 && hasNoWayOut(node)) {
      findings.error(id, 'flow-out-of-end', `A sequence flow leads out of this ${nameOf(node)}.`, REMOVE);
    }
    if ('attachedTo' in node && !('boundaryEvents' in (graph.nodes[node.attachedTo] ?? {}))) {
      const what = `${node.attachedTo} is no activity.`;
      findings.error(id, 'unattached', what, 'Attach the boundary event to an activity.');
    }
  }
};

function hasNoWayIn(node: GraphNode): boolean {
  if (node.type === 'startEvent' || node.type === 'boundaryEvent' || node.type === 'eventSubProcess') return true;
  return node.type === 'intermediateCatchEvent' && node.trigger?.kind === 'link';
}

function hasNoWayOut(node: GraphNode): boolean {
  if (node.type === 'endEvent' || node.type === 'eventSubProcess') return true;
  if (node.type === 'intermediateThrowEvent') return node.trigger?.kind === 'link';
  return node.type === 'boundaryEvent' && node.trigger.kind === 'compensation';
}

function nameOf(node: GraphNode): string {
  return 'trigger' in node && node.trigger !== undefined ? `${node.type} (${node.trigger.kind})` : node.type;
}
