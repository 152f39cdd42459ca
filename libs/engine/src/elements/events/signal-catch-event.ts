import type { Behaviour } from '../../execution/behaviour.js';
import { complete } from '../../execution/complete.js';
import { type SignalEventNode, subscribeSignal } from '../../execution/signals.js';

/**
 * Intermediate signal catch event (BPMN 2.0.2 §10.5.4, §13.5.2): waits until the signal is thrown, in this instance or
 * in another.
 */
export const signalCatchEvent: Behaviour<SignalEventNode> = {
  enter: (step, activity) => subscribeSignal(step, activity),
  withdraw(step, { key }) {
    step.emit({ type: 'unsubscribe', key });
  },
  signalled(step, activity) {
    step.emit({ type: 'unsubscribe', key: activity.key });
    // It may stay open for a job behind it.
    activity.signal = undefined;
    complete(step, activity);
  },
};
