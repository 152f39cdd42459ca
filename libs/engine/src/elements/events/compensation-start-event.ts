import type { EventNode } from '#bpmn';
import { triggerOnce } from '../../execution/armed-events.js';
import type { Behaviour } from '../../execution/behaviour.js';

/**
 * Compensation start event of an event sub-process (BPMN 2.0.2 §10.5.2, §10.7.1): undoes the sub-process around it, after
 * that has completed. Never armed.
 */
export const compensationStartEvent: Behaviour<EventNode> = {
  enter: (step, event) => triggerOnce(step, event),
};
