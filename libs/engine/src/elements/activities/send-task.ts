import type { SendTaskNode } from '#bpmn';
import type { JsonObject } from '#foundation';
import type { Activity } from '../../execution/activity.js';
import type { Behaviour } from '../../execution/behaviour.js';
import { complete } from '../../execution/complete.js';
import { implementedWork } from '../../execution/implementations.js';
import { publishMessage } from '../../execution/messages.js';

/**
 * Send task (BPMN 2.0.2 §10.3.3, §13.3.3): a handler sends, as a service task does its work; without one the task's
 * message goes to whoever in this office waits for it, with the task's inputs as its content.
 */
export const sendTask: Behaviour<SendTaskNode> = {
  ...implementedWork,
  enter(step, activity) {
    const { message, implementation } = activity.element;
    if (implementation || !message) {
      implementedWork.enter(step, activity);
      return;
    }
    publishMessage(step, activity, message, inputsOf(activity));
    complete(step, activity);
  },
};

/** Without what else is local to the activity, such as the counter of a loop. */
function inputsOf({ element, variables = {} }: Activity<SendTaskNode>): JsonObject {
  return Object.fromEntries(element.inputs.map(({ target }) => [target, variables[target] ?? null]));
}
