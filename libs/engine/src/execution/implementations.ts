import type { BusinessRuleTaskNode, ScriptTaskNode, SendTaskNode, ServiceTaskNode } from '#bpmn';
import { toInteger } from '#expressions';
import type { JsonObject, JsonValue } from '#foundation';
import { CONTINUE_TOPIC } from '../effect.js';
import type { Activity } from './activity.js';
import type { Behaviour } from './behaviour.js';
import { failWith } from './bpmn-errors.js';
import { complete } from './complete.js';
import { asIs, read, readOptional } from './evaluation.js';
import type { Step } from './step.js';
import { writeVariables } from './variables.js';

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
    completeJob(step, activity, { output = {}, local }) {
      const { resultVariable } = activity.element;
      const variables = resultVariable === undefined ? output : { [resultVariable]: output };
      complete(step, activity, { variables, ...(local !== undefined && { local }) });
    },
    failJob(step, activity, { errorCode: code, errorMessage: message, variables }) {
      if (variables !== undefined) writeVariables(step, activity, variables);
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

/** Opens a job for the handler of a topic, with the priority that the element has when it is reached. */
export function scheduleJob(step: Step, activity: Activity, topic: string): void {
  const { key, element } = activity;
  const { id, retryTimeCycle } = element;
  const priority = topic === CONTINUE_TOPIC ? undefined : priorityOf(step, activity);
  step.emit({
    type: 'scheduleJob',
    key,
    element: id,
    topic,
    ...(retryTimeCycle !== undefined && { retryTimeCycle }),
    ...(priority !== undefined && { priority }),
  });
}

/** `camunda:taskPriority` of the element, else of the process. */
function priorityOf(step: Step, activity: Activity): number | undefined {
  const text = activity.element.taskPriority ?? step.root?.element.taskPriority;
  return readOptional(step, activity, 'taskPriority', text, toInteger);
}
