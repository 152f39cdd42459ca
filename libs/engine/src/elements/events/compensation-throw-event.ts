import type { CompensationTrigger, EventNode } from '#bpmn';
import type { Activity } from '../../execution/activity.js';
import type { Behaviour } from '../../execution/behaviour.js';
import { compensateNext, takeCompensable } from '../../execution/compensation.js';
import { complete } from '../../execution/complete.js';
import type { Step } from '../../execution/step.js';

/**
 * Intermediate compensation event (BPMN 2.0.2 §10.5.4, §10.7.1, §13.5.5): what has completed in its scope is undone, the
 * latest first, one handler after the other. It waits for them and then passes its token on; it passes at once where
 * there is nothing to undo. What it has yet to undo stands in its `compensable`.
 */
export const compensationThrowEvent: Behaviour<EventNode & { readonly trigger: CompensationTrigger }> = {
  enter(step, activity) {
    activity.compensable = takeCompensable(activity, activity.element.trigger.activity);
    undo(step, activity);
  },
  drained: undo,
};

function undo(step: Step, activity: Activity): void {
  if (!compensateNext(step, activity)) complete(step, activity);
}
