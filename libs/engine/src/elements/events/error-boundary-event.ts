import type { BoundaryEventNode } from '#bpmn';
import type { Behaviour } from '../../execution/behaviour.js';
import { triggerOnce } from '../../execution/armed-events.js';

/**
 * Error boundary event (BPMN 2.0.2 §10.5.4, §10.5.5, §13.5.3), always interrupting. Only what happens inside its host
 * can trigger it, so it is never armed and takes no room in the state: it is entered by the error that it catches.
 */
export const errorBoundaryEvent: Behaviour<BoundaryEventNode> = {
  enter: (step, event) => triggerOnce(step, event),
};
