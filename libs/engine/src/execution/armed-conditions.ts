import type { Behaviour } from './behaviour.js';
import { triggerRepeatable } from './armed-events.js';
import { type ArmedConditionalNode, conditionHolds } from './conditions.js';
import type { Activity } from './activity.js';
import type { Step } from './step.js';

/**
 * What a boundary event and the start event of an event sub-process have in common when they wait for a condition. One
 * that holds as the event is armed triggers it at once; a non-interrupting one is triggered again whenever a variable
 * that it watches has changed and it holds.
 */
export const armedCondition: Behaviour<ArmedConditionalNode> = {
  enter: triggerWhereItHolds,
  reconsider: triggerWhereItHolds,
};

function triggerWhereItHolds(step: Step, armed: Activity<ArmedConditionalNode>): void {
  if (conditionHolds(step, armed)) triggerRepeatable(step, armed);
}
