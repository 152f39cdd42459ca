import type { BusinessRuleTaskNode, ScriptTaskNode, SendTaskNode, ServiceTaskNode } from '#bpmn';
import type { JsonObject, JsonValue } from '#foundation';
import type { Activity } from './activity.js';
import type { Behaviour } from './behaviour.js';
import { failWith } from './bpmn-errors.js';
import { complete } from './complete.js';
import { asIs, read } from './evaluation.js';
import type { Step } from './step.js';

/** A task whose work the model gives to a handler, or to an expression. */
export type ImplementedTaskNode = ServiceTaskNode | SendTaskNode | BusinessRuleTaskNode;

/**
 * What tasks have in common that a handler does: a job is open until it is done. One that names no handler gives its
 * own id as the topic; the lint rules refuse it for deployment.
 */
export const implementedWork: Behaviour<ImplementedTaskNode> = {
  enter(step, activity) {
    const { implementation } = activity.element;
    if (implementation?.kind === 'expression') {
      const value = read(step, activity, { name: 'expression', text: implementation.expression }, asIs);
      completeWith(step, activity, value);
    } else {
      scheduleJob(step, activity, implementation?.topic ?? activity.element.id);
    }
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

/** Completes a task whose work yields one value. */
export function completeWith(step: Step, activity: Activity<TaskWithResult>, value: JsonValue): void {
  complete(step, activity, { variables: resultOf(activity, value) });
}

/** The variable that a value goes to: `camunda:resultVariable`. Nobody gets it where the task has none. */
export function resultOf({ element }: Activity<TaskWithResult>, value: JsonValue): JsonObject {
  return element.resultVariable === undefined ? {} : { [element.resultVariable]: value };
}

type TaskWithResult = ImplementedTaskNode | ScriptTaskNode;

/** Opens a job for the handler of a topic. */
export function scheduleJob(step: Step, { key, element }: Activity, topic: string): void {
  const { id, retryTimeCycle } = element;
  step.emit({
    type: 'scheduleJob',
    key,
    element: id,
    topic,
    ...(retryTimeCycle !== undefined && { retryTimeCycle }),
  });
}
