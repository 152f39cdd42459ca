import type { AdHocSubProcessNode } from '#bpmn';
import { ActivityNotOfferedError, SequentialActivitiesError } from '../../errors.js';
import type { Activity } from '../../execution/activity.js';
import { begin } from '../../execution/begin.js';
import type { Behaviour } from '../../execution/behaviour.js';
import { sweep, sweepTokens } from '../../execution/cancel.js';
import { complete } from '../../execution/complete.js';
import { holds } from '../../execution/evaluation.js';
import type { Step } from '../../execution/step.js';
import { checkDrained, flowsToTake, releaseToken, sendTokens, startTokens } from '../../execution/tokens.js';
import { variablesSeenBy } from '../../execution/variables.js';

/**
 * Ad-hoc sub-process (BPMN 2.0.2 §10.3.5, §13.3.5): offers its activities to people, who start them in any order, any
 * number of times, at once or (`ordering="Sequential"`) one after another. Flows between activities are followed. After
 * each activity the completion condition decides whether the whole is done; without one people say so. Then the offer
 * is withdrawn and what still runs is cancelled or, with `cancelRemainingInstances="false"`, awaited.
 */
export const adHocSubProcess: Behaviour<AdHocSubProcessNode> = {
  enter(step, activity) {
    const { id, choices, starts } = activity.element;
    if (choices.length > 0) {
      step.emit({ type: 'offerActivities', key: activity.key, element: id, activities: choices });
    }
    // Real files have start events here, though BPMN has none.
    if (starts.length > 0) startTokens(step, activity);
    else checkDrained(step, activity);
  },
  withdraw: withdrawOffer,
  childCompleted(step, activity, child, flows) {
    const { completionCondition: text } = activity.element;
    const attribute = text === undefined ? undefined : { name: 'completionCondition', text };
    if (!activity.finishing && attribute && holds(step, activity, attribute, variablesSeenBy(activity))) {
      activity.tokens -= 1;
      finish(step, activity);
      return;
    }
    // What runs to its end after that leads to no further activity.
    if (!activity.finishing) sendTokens(step, activity, flows ?? flowsToTake(step, child));
    releaseToken(step, activity);
  },
  interrupted(step, activity) {
    withdrawOffer(step, activity);
    activity.finishing = true;
  },
  drained(step, activity) {
    if (activity.finishing || activity.element.choices.length === 0) complete(step, activity);
  },
  on: {
    startActivity(step, activity, { element, variables }) {
      const { id, choices, ordering } = activity.element;
      const choice = step.plan.nodes.get(element);
      if (!choice || !choices.includes(element) || activity.finishing) {
        throw new ActivityNotOfferedError(id, element, activity.finishing ? [] : choices);
      }
      const [running] = activity.children ?? [];
      if (ordering === 'sequential' && running) throw new SequentialActivitiesError(id, running.element.id);
      activity.tokens += 1;
      begin(step, choice, activity, variables);
    },
    completeAdHoc(step, activity) {
      if (!activity.finishing) finish(step, activity);
    },
  },
};

function finish(step: Step, activity: Activity<AdHocSubProcessNode>): void {
  withdrawOffer(step, activity);
  activity.finishing = true;
  if (activity.element.cancelRemainingInstances) sweep(step, activity);
  else sweepTokens(step, activity);
  if (activity.tokens === 0) complete(step, activity);
}

function withdrawOffer(step: Step, { key, element, finishing }: Activity<AdHocSubProcessNode>): void {
  if (element.choices.length > 0 && !finishing) step.emit({ type: 'withdrawOffer', key });
}
