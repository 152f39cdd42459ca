import type { Behaviour } from '../../execution/behaviour.js';
import { complete } from '../../execution/complete.js';
import { type EscalationEventNode, throwEscalation } from '../../execution/escalations.js';

/**
 * Intermediate escalation throw event (BPMN 2.0.2 §10.5.4, §13.5.2): the token goes on, unless the event that catches
 * the escalation interrupts the scope that it is thrown in. One that nothing catches changes nothing.
 */
export const escalationThrowEvent: Behaviour<EscalationEventNode> = {
  enter: (step, activity) => throwEscalation(step, activity, () => complete(step, activity)),
};
