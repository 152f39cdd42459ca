import type { ServiceTaskNode } from '#bpmn';
import type { Behaviour } from '../../execution/behaviour.js';
import { implementedWork } from '../../execution/implementations.js';

/**
 * Service task (BPMN 2.0.2 §10.3.3, §13.3.3): a job for the handler of its topic, or a value computed on the spot. What
 * comes of it becomes variables, or one variable where the task has `camunda:resultVariable`. A BPMN error of the
 * handler goes to the innermost error event that catches it.
 */
export const serviceTask: Behaviour<ServiceTaskNode> = implementedWork;
