import { childOf, idOf, textOf, type BpmnElement } from '../document/bpmn-element.js';

/**
 * The variable that stands for a data object, property, data input or data output (BPMN 2.0.2 §10.4.1): its name where
 * that can be one, else its id. A reference stands for its data object.
 */
export function variableNameOf(item: BpmnElement): string {
  const object = childOf(item, 'dataObjectRef') ?? item;
  const names = [textOf(item, 'name'), textOf(object, 'name')];
  return names.find((name) => name !== undefined && isVariableName(name)) ?? idOf(object);
}

export function isVariableName(text: string): boolean {
  return /^[\p{L}_$][\p{L}\p{N}_$]*$/u.test(text);
}
