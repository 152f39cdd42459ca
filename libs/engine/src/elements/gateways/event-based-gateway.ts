import type { EventBasedGatewayNode } from '#bpmn';
import { enter } from '../../execution/begin.js';
import type { Behaviour } from '../../execution/behaviour.js';

/**
 * Event-based gateway (BPMN 2.0.2 §10.6.6, §13.4.4): the events and receive tasks behind its flows are armed at once;
 * the first to happen takes the token, the others are withdrawn in the same step. A condition that holds already wins
 * before the events after it are armed.
 */
export const eventBasedGateway: Behaviour<EventBasedGatewayNode> = {
  enter(step, gateway) {
    for (const { target } of gateway.planned.outgoing) {
      if (gateway.ended) return;
      enter(step, step.create(target, target.behaviour, gateway.parent, gateway));
    }
  },
};
