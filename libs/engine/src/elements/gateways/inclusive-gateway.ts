import type { GatewayNode } from '#bpmn';
import { begin } from '../../execution/begin.js';
import type { Behaviour } from '../../execution/behaviour.js';
import { leaveBy } from '../../execution/complete.js';
import { holdToken, joinTokens } from '../../execution/joins.js';
import { flowsToTake } from '../../execution/tokens.js';

/**
 * Inclusive gateway (BPMN 2.0.2 §13.4.3): joins the tokens that have come once no other can still come, one of each
 * flow that has any; then sends one along each outgoing flow whose condition is true, else along the default flow.
 */
export const inclusiveGateway: Behaviour<GatewayNode> = {
  arrive(step, scope, planned, flow) {
    if (planned.node.incoming.length > 1) holdToken(step, scope, flow);
    else begin(step, planned, scope);
  },
  nothingElseComes(step, scope, planned) {
    const { id } = planned.node;
    joinTokens(scope, id, [...(scope.joins?.get(id)?.keys() ?? [])]);
    begin(step, planned, scope);
  },
  enter: (step, activity) => leaveBy(step, activity, flowsToTake(step, activity)),
};
