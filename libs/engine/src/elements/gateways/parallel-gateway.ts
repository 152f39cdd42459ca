import type { GatewayNode } from '#bpmn';
import { begin } from '../../execution/begin.js';
import type { Behaviour } from '../../execution/behaviour.js';
import { leaveBy } from '../../execution/complete.js';

/**
 * Parallel gateway (BPMN 2.0.2 §13.4.1): joins one token of *each* incoming flow, then sends one along each outgoing
 * flow. A second token on the same flow does not count twice: it waits for the next round.
 */
export const parallelGateway: Behaviour<GatewayNode> = {
  arrive(step, scope, planned, { flow }) {
    const { id, incoming } = planned.node;
    if (incoming.length > 1) {
      scope.joins ??= new Map();
      const held = scope.joins.get(id) ?? new Map<string, number>();
      scope.joins.set(id, held.set(flow.id, (held.get(flow.id) ?? 0) + 1));
      if (held.size < incoming.length) return;
      for (const [from, count] of held) {
        if (count > 1) held.set(from, count - 1);
        else held.delete(from);
      }
      if (held.size === 0) scope.joins.delete(id);
      // Of the joined tokens one goes on.
      scope.tokens -= incoming.length - 1;
    }
    begin(step, planned, scope);
  },
  enter: (step, activity) => leaveBy(step, activity, activity.planned.outgoing),
};
