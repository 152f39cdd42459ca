import type { LintRule } from '../rule.js';

/** No flow leads into a start or boundary event or out of an end event, and boundary events sit on activities. */
export const flowDirections: LintRule = (graph, findings) => {
  for (const node of Object.values(graph.nodes)) {
    const { id, type } = node;
    if ((type === 'startEvent' || type === 'boundaryEvent') && node.incoming.length > 0) {
      findings.error(
        id,
        'flow-into-event',
        `A sequence flow leads into a ${type}.`,
        'Let it lead to an activity or a gateway.',
      );
    }
    if (type === 'endEvent' && node.outgoing.length > 0) {
      findings.error(
        id,
        'flow-out-of-end',
        'A sequence flow leads out of an end event.',
        'Use an intermediate event, or remove the flow.',
      );
    }
    if ('attachedTo' in node && !('boundaryEvents' in (graph.nodes[node.attachedTo] ?? {}))) {
      findings.error(
        id,
        'unattached',
        `${node.attachedTo} is no activity.`,
        'Attach the boundary event to an activity.',
      );
    }
  }
};
