import type { EventNode } from '#bpmn';
import type { Behaviour } from '../../execution/behaviour.js';
import { triggerOnce } from '../../execution/armed-events.js';

/**
 * Escalation start event of an event sub-process (BPMN 2.0.2 §10.5.2, §13.5.4). Only what happens inside its scope can
 * trigger it, so it is never armed: it is entered by the escalation that it catches.
 */
export const escalationStartEvent: Behaviour<EventNode> = {
  enter: (step, event) => triggerOnce(step, event),
};
