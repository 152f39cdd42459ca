import type { EventNode } from '#bpmn';
import type { Behaviour } from '../../execution/behaviour.js';
import { complete } from '../../execution/complete.js';

/** None start event (BPMN 2.0.2 §10.5.2, §13.5.1): where the token of a scope begins. */
export const noneStartEvent: Behaviour<EventNode> = {
  enter: (step, activity) => complete(step, activity),
};
