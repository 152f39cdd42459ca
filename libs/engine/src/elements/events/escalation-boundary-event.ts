import type { BoundaryEventNode } from '#bpmn';
import type { Behaviour } from '../../execution/behaviour.js';
import { triggerOnce } from '../../execution/armed-events.js';

/**
 * Escalation boundary event (BPMN 2.0.2 §10.5.4, §13.5.3) of a sub-process or call activity. Only what happens inside
 * its host can trigger it, so it is never armed; a non-interrupting one takes any number of escalations all the same.
 */
export const escalationBoundaryEvent: Behaviour<BoundaryEventNode> = {
  enter: (step, event) => triggerOnce(step, event),
};
