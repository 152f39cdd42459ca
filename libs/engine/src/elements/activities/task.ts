import type { PlainActivityNode } from '#bpmn';
import type { Behaviour } from '../../execution/behaviour.js';
import { complete } from '../../execution/complete.js';

/** Task of no type (BPMN 2.0.2 §10.3.3, §13.3.3): there is nothing to execute, so it completes as it is reached. */
export const task: Behaviour<PlainActivityNode> = {
  enter: (step, activity) => complete(step, activity),
};
