import type { Behaviour } from '../../execution/behaviour.js';
import { leaveBy } from '../../execution/complete.js';
import { type EscalationEventNode, throwEscalation } from '../../execution/escalations.js';

/** Escalation end event (BPMN 2.0.2 §10.5.3, §13.5.6): throws the escalation, and the token ends in any case. */
export const escalationEndEvent: Behaviour<EscalationEventNode> = {
  enter: (step, activity) => throwEscalation(step, activity, () => leaveBy(step, activity, [])),
};
