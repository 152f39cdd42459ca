import type { EventNode } from '#bpmn';
import type { Behaviour } from '../../execution/behaviour.js';
import { complete } from '../../execution/complete.js';

/** Catching link event (BPMN 2.0.2 §10.5.4): where the tokens of the throwing link events of its name go on. */
export const linkCatchEvent: Behaviour<EventNode> = {
  enter: (step, activity) => complete(step, activity),
};
