import type { EventNode } from '#bpmn';
import { UnsupportedElementError } from '../../errors.js';
import type { Activity } from '../../execution/activity.js';
import type { Behaviour } from '../../execution/behaviour.js';
import { triggerUnarmed } from '../../execution/armed-events.js';
import { cancel, sweep } from '../../execution/cancel.js';
import { findCatcher } from '../../execution/catchers.js';
import { compensateNext, takeCompensable } from '../../execution/compensation.js';
import { end } from '../../execution/complete.js';
import type { Step } from '../../execution/step.js';
import { releaseToken } from '../../execution/tokens.js';

/**
 * Cancel end event (BPMN 2.0.2 §10.5.3, §10.7.2, §13.5.6): cancels its transaction. All else in it is cancelled, what has
 * completed in it is undone, the latest first, and then the cancel boundary event takes over. A transaction without one
 * ends there, and with it its token: no path says where a cancelled transaction goes.
 */
export const cancelEndEvent: Behaviour<EventNode> = {
  enter(step, activity) {
    const transaction = transactionOf(activity);
    sweep(step, transaction, activity);
    activity.compensable = takeCompensable(activity);
    if (!compensateNext(step, activity)) leaveTransaction(step, activity, transaction);
  },
  childCompleted(step, activity) {
    if (!compensateNext(step, activity)) leaveTransaction(step, activity, transactionOf(activity));
  },
};

function leaveTransaction(step: Step, activity: Activity, transaction: Activity): void {
  const catcher = findCatcher(activity, ({ kind }) => kind === 'cancel');
  end(step, activity);
  if (catcher?.host.planned === transaction.planned) {
    triggerUnarmed(step, catcher.event, catcher.host);
  } else {
    cancel(step, transaction);
    if (transaction.parent) releaseToken(step, transaction.parent);
  }
}

function transactionOf({ element, parent }: Activity): Activity {
  if (parent?.element.type === 'transaction') return parent;
  throw new UnsupportedElementError(element.id, 'a cancel end event outside a transaction');
}
