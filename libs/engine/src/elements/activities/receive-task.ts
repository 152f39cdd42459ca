import type { ReceiveTaskNode } from '#bpmn';
import type { Behaviour } from '../../execution/behaviour.js';
import { complete } from '../../execution/complete.js';
import { subscribeTo } from '../../execution/messages.js';

/**
 * Receive task (BPMN 2.0.2 §10.3.3, §13.3.3): waits for one message, whose content becomes variables. One that names no
 * message waits for a message called like the task's id.
 */
export const receiveTask: Behaviour<ReceiveTaskNode> = {
  enter(step, activity) {
    const { id, message = { message: id } } = activity.element;
    subscribeTo(step, activity, message);
  },
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
