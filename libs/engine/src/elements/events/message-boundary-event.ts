import type { BoundaryEventNode } from '#bpmn';
import type { Behaviour } from '../../execution/behaviour.js';
import { triggerBoundaryEvent } from '../../execution/boundary-events.js';
import { type MessageEventNode, subscribe } from '../../execution/messages.js';
import { writeVariables } from '../../execution/variables.js';

/**
 * Message boundary event (BPMN 2.0.2 §10.5.4, §13.5.3). A non-interrupting one keeps its subscription while its host
 * lives, so it may be triggered any number of times.
 */
export const messageBoundaryEvent: Behaviour<BoundaryEventNode & MessageEventNode> = {
  enter: (step, armed) => subscribe(step, armed),
  withdraw(step, { key }) {
    step.emit({ type: 'unsubscribe', key });
  },
  on: {
    deliverMessage(step, armed, { variables }) {
      if (variables) writeVariables(armed, variables);
      if (armed.element.interrupting) {
        step.emit({ type: 'unsubscribe', key: armed.key });
        step.remove(armed);
        triggerBoundaryEvent(step, armed);
      } else {
        triggerBoundaryEvent(step, armed, step.takeKey());
      }
    },
  },
};
