import type { Behaviour } from '../../execution/behaviour.js';
import { complete } from '../../execution/complete.js';
import { type SignalEventNode, throwSignal } from '../../execution/signals.js';

/** Intermediate signal throw event (BPMN 2.0.2 §10.5.4, §13.5.2) with `camunda:in` for what goes along. */
export const signalThrowEvent: Behaviour<SignalEventNode> = {
  enter: (step, activity) => throwSignal(step, activity, () => complete(step, activity)),
};
