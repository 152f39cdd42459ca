import type { ServiceTaskNode } from '#bpmn';
import type { Behaviour } from '../../execution/behaviour.js';
import { failWith } from '../../execution/bpmn-errors.js';
import { complete } from '../../execution/complete.js';

/**
 * Service task (BPMN 2.0.2 §10.3.3, §13.3.3) with `camunda:topic`: a job for the handler of the topic. The handler's
 * output becomes variables, or one variable where the task has `camunda:resultVariable`. A BPMN error of the handler
 * goes to the innermost error event that catches it.
 */
export const serviceTask: Behaviour<ServiceTaskNode> = {
  enter(step, activity) {
    const { id, topic, retryTimeCycle } = activity.element;
    step.emit({
      type: 'scheduleJob',
      key: activity.key,
      element: id,
      topic,
      ...(retryTimeCycle !== undefined && { retryTimeCycle }),
    });
  },
  withdraw(step, { key }) {
    step.emit({ type: 'cancelJob', key });
  },
  on: {
    completeJob(step, activity, { output = {} }) {
      const { resultVariable } = activity.element;
      complete(step, activity, { variables: resultVariable === undefined ? output : { [resultVariable]: output } });
    },
    failJob(step, activity, { errorCode: code, errorMessage: message }) {
      failWith(step, activity, { code, ...(message !== undefined && { message }) });
    },
  },
};
