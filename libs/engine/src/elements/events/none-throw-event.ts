import type { EventNode } from '#bpmn';
import type { Behaviour } from '../../execution/behaviour.js';
import { complete } from '../../execution/complete.js';

/** None intermediate event (BPMN 2.0.2 §10.5.4): a milestone in the flow, passed as it is reached. */
export const noneThrowEvent: Behaviour<EventNode> = {
  enter: (step, activity) => complete(step, activity),
};
