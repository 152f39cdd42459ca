import type { PlainActivityNode } from '#bpmn';
import type { Behaviour } from '../../execution/behaviour.js';
import { complete } from '../../execution/complete.js';

/**
 * Manual task (BPMN 2.0.2 §10.3.3, §13.3.3): work outside any system, of which the engine never hears. It completes as
 * it is reached.
 */
export const manualTask: Behaviour<PlainActivityNode> = {
  enter: (step, activity) => complete(step, activity),
};
