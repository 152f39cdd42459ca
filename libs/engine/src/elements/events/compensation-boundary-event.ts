import type { BoundaryEventNode } from '#bpmn';
import { triggerOnce } from '../../execution/armed-events.js';
import type { Behaviour } from '../../execution/behaviour.js';

/**
 * Compensation boundary event (BPMN 2.0.2 §10.5.4, §10.7.1): no event in the flow, but the link from an activity to the
 * one that undoes it. It is never armed; a compensation that is thrown begins the handler itself.
 */
export const compensationBoundaryEvent: Behaviour<BoundaryEventNode> = {
  enter: (step, event) => triggerOnce(step, event),
};
