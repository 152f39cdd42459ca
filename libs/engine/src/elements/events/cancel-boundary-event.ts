import type { BoundaryEventNode } from '#bpmn';
import { triggerOnce } from '../../execution/armed-events.js';
import type { Behaviour } from '../../execution/behaviour.js';

/**
 * Cancel boundary event of a transaction (BPMN 2.0.2 §10.5.4, §13.5.3), always interrupting: entered when a cancel end
 * event has undone the transaction, never armed.
 */
export const cancelBoundaryEvent: Behaviour<BoundaryEventNode> = {
  enter: (step, event) => triggerOnce(step, event),
};
