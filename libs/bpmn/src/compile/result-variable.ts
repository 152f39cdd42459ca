import { textOf, type BpmnElement } from '../document/bpmn-element.js';

/** `camunda:resultVariable`, which Activiti and Flowable call `resultVariableName` on service tasks. */
export function resultVariableOf(element: BpmnElement): string | undefined {
  return textOf(element, 'camunda:resultVariable') ?? textOf(element, 'camunda:resultVariableName');
}
