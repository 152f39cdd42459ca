import type { EventNode } from '#bpmn';
import { armedCondition } from '../../execution/armed-conditions.js';
import type { Behaviour } from '../../execution/behaviour.js';
import { complete } from '../../execution/complete.js';
import type { ConditionalEventNode } from '../../execution/conditions.js';

/** Conditional start event of a process (BPMN 2.0.2 §10.5.2, §13.5.1): its condition has come true. */
export const conditionalStartEvent: Behaviour<EventNode> = {
  enter: (step, activity) => complete(step, activity),
};

/**
 * Conditional start event of an event sub-process (BPMN 2.0.2 §10.5.2, §13.5.4). One whose condition holds as the scope
 * is entered begins at once, in place of the rest of the scope where it interrupts it.
 */
export const conditionalSubProcessStartEvent: Behaviour<EventNode & ConditionalEventNode> = armedCondition;
