import type { Activity } from '../../execution/activity.js';
import type { Behaviour } from '../../execution/behaviour.js';
import { complete } from '../../execution/complete.js';
import { type ConditionalEventNode, conditionHolds } from '../../execution/conditions.js';
import type { Step } from '../../execution/step.js';

/** Intermediate conditional catch event (BPMN 2.0.2 §10.5.4, §13.5.2): waits until its condition holds. */
export const conditionalCatchEvent: Behaviour<ConditionalEventNode> = {
  enter: completeWhereItHolds,
  reconsider: completeWhereItHolds,
};

function completeWhereItHolds(step: Step, activity: Activity<ConditionalEventNode>): void {
  if (conditionHolds(step, activity)) complete(step, activity);
}
