import type { EventNode } from '#bpmn';
import type { Behaviour } from '../../execution/behaviour.js';
import { leaveBy } from '../../execution/complete.js';

/** None end event (BPMN 2.0.2 §10.5.3, §13.5.6): the token ends; its scope goes on while others are left. */
export const noneEndEvent: Behaviour<EventNode> = {
  enter: (step, activity) => leaveBy(step, activity, []),
};
