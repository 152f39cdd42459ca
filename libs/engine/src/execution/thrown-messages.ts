import type { JsonObject } from '#foundation';
import type { Activity } from './activity.js';
import type { Behaviour } from './behaviour.js';
import { failWith } from './bpmn-errors.js';
import { asIs, read } from './evaluation.js';
import { scheduleJob } from './implementations.js';
import { evaluateMappings } from './mappings.js';
import { type MessageEventNode, publishMessage } from './messages.js';
import type { Step } from './step.js';
import { writeVariables } from './variables.js';

/**
 * What the events have in common that send a message: by a handler, as a service task does its work, or, without one,
 * to whoever in this office waits for it.
 *
 * @param proceed lets the event's token go on; `output` is what the handler brought back.
 */
export function messageThrower(
  proceed: (step: Step, activity: Activity<MessageEventNode>, output?: JsonObject) => void,
): Behaviour<MessageEventNode> {
  return {
    enter(step, activity) {
      const { trigger } = activity.element;
      const { implementation, payload } = trigger;
      if (implementation?.kind === 'topic') {
        scheduleJob(step, activity, implementation.topic);
        return;
      }
      if (implementation) read(step, activity, { name: 'expression', text: implementation.expression }, asIs);
      else publishMessage(step, activity, trigger, evaluateMappings(step, activity, payload));
      proceed(step, activity);
    },
    withdraw(step, { key }) {
      step.emit({ type: 'cancelJob', key });
    },
    on: {
      completeJob: (step, activity, { output }) => proceed(step, activity, output),
      failJob(step, activity, { errorCode: code, errorMessage: message, variables }) {
        if (variables !== undefined) writeVariables(step, activity, variables);
        failWith(step, activity, { code, ...(message !== undefined && { message }) });
      },
    },
  };
}
