import type { Behaviour } from '../../execution/behaviour.js';
import { complete } from '../../execution/complete.js';
import { type MessageEventNode, subscribe } from '../../execution/messages.js';

/**
 * Intermediate message catch event (BPMN 2.0.2 §10.5.4, §13.5.2): waits for one message, whose content becomes
 * variables.
 */
export const messageCatchEvent: Behaviour<MessageEventNode> = {
  enter: (step, activity) => subscribe(step, activity),
  withdraw(step, { key }) {
    step.emit({ type: 'unsubscribe', key });
  },
  on: {
    deliverMessage(step, activity, { variables }) {
      step.emit({ type: 'unsubscribe', key: activity.key });
      complete(step, activity, { variables });
    },
  },
};
