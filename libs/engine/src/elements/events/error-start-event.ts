import type { EventNode } from '#bpmn';
import type { Behaviour } from '../../execution/behaviour.js';
import { triggerOnce } from '../../execution/armed-events.js';

/**
 * Error start event of an event sub-process (BPMN 2.0.2 §10.5.2, §13.5.4), always interrupting. Only what happens
 * inside its scope can trigger it, so it is never armed: it is entered by the error that it catches.
 */
export const errorStartEvent: Behaviour<EventNode> = {
  enter: (step, event) => triggerOnce(step, event),
};
