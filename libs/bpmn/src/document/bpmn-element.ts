import type { ModdleElement } from 'bpmn-moddle';

/** A node of the model that bpmn-moddle reads. */
export type BpmnElement = ModdleElement;

/** An attribute or the body of an element as text without space around it; undefined where it is missing or empty. */
export function textOf(element: BpmnElement | undefined, name: string): string | undefined {
  const value = element?.get(name);
  if (typeof value !== 'string') return undefined;
  const text = value.trim();
  return text === '' ? undefined : text;
}

/** A Boolean attribute; undefined where the file does not give it and the metamodel has no default. */
export function flagOf(element: BpmnElement, name: string): boolean | undefined {
  const value = element.get(name);
  return typeof value === 'boolean' ? value : undefined;
}

/** The one child element or reference under a name. */
export function childOf(element: BpmnElement | undefined, name: string): BpmnElement | undefined {
  const value = element?.get(name);
  return isElement(value) ? value : undefined;
}

/** The child elements or references under a name. */
export function childrenOf(element: BpmnElement | undefined, name: string): readonly BpmnElement[] {
  const value = element?.get(name);
  return Array.isArray(value) ? value.filter(isElement) : [];
}

/** The extension elements of a type, e.g. `camunda:InputOutput`. */
export function extensionsOf(element: BpmnElement, type?: string): readonly BpmnElement[] {
  const all = childrenOf(childOf(element, 'extensionElements'), 'values');
  return type === undefined ? all : all.filter(({ $type }) => $type === type);
}

/** The id, which {@link completeModel} has given to every element that is compiled. */
export function idOf(element: BpmnElement): string {
  return element.id ?? '';
}

/** The id of an element, or of the nearest one around it that has one; an event definition is part of its event. */
export function nearestId(element: BpmnElement): string {
  let current: BpmnElement | undefined = element;
  while (current !== undefined && (current.id === undefined || current.$type.endsWith('EventDefinition'))) {
    current = current.$parent;
  }
  return current === undefined ? '' : idOf(current);
}

/** The element's type as people call it: `bpmn:InclusiveGateway` is `inclusiveGateway`. */
export function kindOf(element: BpmnElement): string {
  const name = element.$type.replace(/^bpmn:/, '');
  return name.charAt(0).toLowerCase() + name.slice(1);
}

/** Whether the event throws rather than catches (BPMN 2.0.2 §10.5.1). */
export function isThrowing(event: BpmnElement): boolean {
  return event.$instanceOf('bpmn:ThrowEvent');
}

const SUB_PROCESSES: ReadonlySet<string> = new Set(['bpmn:SubProcess', 'bpmn:Transaction', 'bpmn:AdHocSubProcess']);

/** Whether an element has flow elements of its own. */
export function isSubProcess({ $type }: BpmnElement): boolean {
  return SUB_PROCESSES.has($type);
}

/** Whether an element is a sub-process that an event starts (BPMN 2.0.2 §10.5.7). */
export function isEventSubProcess(element: BpmnElement): boolean {
  return element.$type === 'bpmn:SubProcess' && flagOf(element, 'triggeredByEvent') === true;
}

/** The value of a `camunda:property` of the element. */
export function propertyOf(element: BpmnElement | undefined, name: string): string | undefined {
  if (element === undefined) return undefined;
  const property = extensionsOf(element, 'camunda:Properties')
    .flatMap((properties) => childrenOf(properties, 'values'))
    .find((candidate) => textOf(candidate, 'name') === name);
  return textOf(property, 'value');
}

function isElement(value: unknown): value is BpmnElement {
  return typeof value === 'object' && value !== null && '$type' in value;
}
