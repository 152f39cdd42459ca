import type { Behaviour } from '../../execution/behaviour.js';
import { leaveBy } from '../../execution/complete.js';
import { type SignalEventNode, throwSignal } from '../../execution/signals.js';

/** Signal end event (BPMN 2.0.2 §10.5.3, §13.5.6): throws the signal, and the token ends. */
export const signalEndEvent: Behaviour<SignalEventNode> = {
  enter: (step, activity) => throwSignal(step, activity, () => leaveBy(step, activity, [])),
};
