import type { Behaviour } from './behaviour.js';
import { triggerRepeatable } from './armed-events.js';
import { type ArmedMessageNode, subscribe } from './messages.js';
import { writeVariables } from './variables.js';

/** What a boundary event and the start event of an event sub-process have in common when they wait for a message. */
export const armedMessage: Behaviour<ArmedMessageNode> = {
  enter: (step, armed) => subscribe(step, armed),
  withdraw(step, { key }) {
    step.emit({ type: 'unsubscribe', key });
  },
  on: {
    deliverMessage(step, armed, { variables }) {
      if (variables) writeVariables(step, armed, variables);
      triggerRepeatable(step, armed);
    },
  },
};
