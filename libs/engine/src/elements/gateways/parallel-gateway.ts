import type { GatewayNode } from '#bpmn';
import { begin } from '../../execution/begin.js';
import type { Behaviour } from '../../execution/behaviour.js';
import { leaveBy } from '../../execution/complete.js';
import { holdToken, joinTokens } from '../../execution/joins.js';

/**
 * Parallel gateway (BPMN 2.0.2 §13.4.1): joins one token of *each* incoming flow, then sends one along each outgoing
 * flow. A second token on the same flow does not count twice: it waits for the next round.
 */
export const parallelGateway: Behaviour<GatewayNode> = {
  arrive(step, scope, planned, flow) {
    const { id, incoming } = planned.node;
    if (incoming.length > 1) {
      if (holdToken(step, scope, flow).size < incoming.length) return;
      joinTokens(scope, id, incoming);
    }
    begin(step, planned, scope);
  },
  enter: (step, activity) => leaveBy(step, activity, activity.planned.outgoing),
};
