import type { EventNode } from '#bpmn';
import { UnsupportedElementError } from '../../errors.js';
import type { Activity } from '../../execution/activity.js';
import { disarmStarts, triggerUnarmed } from '../../execution/armed-events.js';
import type { Behaviour } from '../../execution/behaviour.js';
import { cancel, sweep } from '../../execution/cancel.js';
import { findCatcher } from '../../execution/catchers.js';
import { compensateNext, takeAllCompensable } from '../../execution/compensation.js';
import { end } from '../../execution/complete.js';
import type { Step } from '../../execution/step.js';
import { releaseToken } from '../../execution/tokens.js';

/**
 * Cancel end event (BPMN 2.0.2 §10.5.3, §10.7.2, §13.5.6): cancels the transaction around it. All else in that is
 * cancelled, what has completed in it is undone, the latest first, and then the cancel boundary event takes over. A
 * transaction without one ends there, with all runs of its loop, and with it its token: no path says where a cancelled
 * transaction goes.
 */
export const cancelEndEvent: Behaviour<EventNode> = {
  enter(step, activity) {
    const scopes = scopesUpToTransaction(activity);
    let kept: Activity = activity;
    for (const scope of scopes) {
      sweep(step, scope, kept);
      disarmStarts(step, scope);
      kept = scope;
    }
    activity.compensable = takeAllCompensable(scopes);
    undo(step, activity);
  },
  drained: undo,
};

function undo(step: Step, activity: Activity): void {
  if (!compensateNext(step, activity)) leaveTransaction(step, activity);
}

function leaveTransaction(step: Step, activity: Activity): void {
  const transaction = scopesUpToTransaction(activity).at(-1)!;
  const catcher = findCatcher(activity, ({ kind }) => kind === 'cancel');
  if (catcher?.host.planned === transaction.planned) {
    end(step, activity);
    triggerUnarmed(step, catcher.event, catcher.host);
    return;
  }
  const whole = transaction.isLoopRun ? transaction.parent! : transaction;
  end(step, activity);
  cancel(step, whole);
  if (whole.parent) releaseToken(step, whole.parent);
}

/** The scopes around the event, the transaction last. @throws UnsupportedElementError where there is none. */
function scopesUpToTransaction({ element, parent }: Activity): readonly Activity[] {
  const scopes: Activity[] = [];
  for (let scope = parent; scope; scope = scope.parent) {
    scopes.push(scope);
    if (scope.element.type === 'transaction') return scopes;
  }
  throw new UnsupportedElementError(element.id, 'a cancel end event outside a transaction');
}
