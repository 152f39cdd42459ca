import type { GatewayNode } from '#bpmn';
import { NoOutgoingFlowError } from '../../errors.js';
import type { Behaviour } from '../../execution/behaviour.js';
import { leaveBy } from '../../execution/complete.js';
import { conditionCheck } from '../../execution/tokens.js';

/**
 * Exclusive gateway (BPMN 2.0.2 §13.4.2): each token passes alone, along the first flow in document order whose
 * condition is true, else along the default flow.
 */
export const exclusiveGateway: Behaviour<GatewayNode> = {
  enter(step, activity) {
    const { outgoing, defaultFlow, conditional } = activity.planned;
    if (!conditional) {
      leaveBy(step, activity, outgoing.slice(0, 1));
      return;
    }
    const isOpen = conditionCheck(step, activity);
    const chosen = outgoing.find((flow) => flow !== defaultFlow && isOpen(flow)) ?? defaultFlow;
    if (!chosen) throw new NoOutgoingFlowError(activity.element.id);
    leaveBy(step, activity, [chosen]);
  },
};
