import type { Behaviour } from './behaviour.js';
import { triggerRepeatable } from './armed-events.js';
import { type ArmedSignalNode, subscribeSignal } from './signals.js';

/** What a boundary event and the start event of an event sub-process have in common when they wait for a signal. */
export const armedSignal: Behaviour<ArmedSignalNode> = {
  enter: (step, armed) => subscribeSignal(step, armed),
  withdraw(step, { key }) {
    step.emit({ type: 'unsubscribe', key });
  },
  signalled(step, armed) {
    triggerRepeatable(step, armed);
  },
};
