import type { EventTrigger } from '../../triggers.js';
import type { GraphNode, ProcessGraph } from '../../graph.js';
import type { LintRule } from '../rule.js';

/**
 * Errors and escalations go to one catcher: an activity has at most one boundary event for each code and at most one
 * for all, and so have the event sub-processes of one scope.
 */
export const caughtTwice: LintRule = (graph, findings) => {
  const first = new Map<string, string>();
  for (const node of Object.values(graph.nodes)) {
    const place = placeOf(node, graph);
    const caught = 'trigger' in node && node.trigger !== undefined ? caughtBy(node.trigger) : undefined;
    if (place === undefined || caught === undefined) continue;
    const key = JSON.stringify([place, caught]);
    const other = first.get(key);
    if (other === undefined) {
      first.set(key, node.id);
    } else {
      const what = `${other} already catches ${caught} of ${place}.`;
      findings.error(node.id, 'caught-twice', what, 'Keep one of them.');
    }
  }
};

/** What the event watches: the activity it is attached to, or in an event sub-process the scope around that. */
function placeOf(node: GraphNode, { nodes }: ProcessGraph): string | undefined {
  if (node.type === 'boundaryEvent') return node.attachedTo;
  const scope = node.type === 'startEvent' && node.scope !== undefined ? nodes[node.scope] : undefined;
  return scope?.type === 'eventSubProcess' ? `the scope ${scope.scope}` : undefined;
}

function caughtBy(trigger: EventTrigger): string | undefined {
  if (trigger.kind !== 'error' && trigger.kind !== 'escalation') return undefined;
  const code = trigger.kind === 'error' ? trigger.errorCode : trigger.escalationCode;
  return code === undefined ? `every ${trigger.kind}` : `the ${trigger.kind} ${code}`;
}
