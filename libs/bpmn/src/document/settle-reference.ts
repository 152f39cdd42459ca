import type { ModdleWarning } from 'bpmn-moddle';
import type { FindingCollector } from '../findings.js';
import { nearestId, textOf, type BpmnElement } from './bpmn-element.js';
import { createElement, type ParsedDocument } from './parse-document.js';

/** What an undeclared name stands for: Activiti and Camunda take it as the name or the code itself. */
const NAMED: Readonly<Record<string, readonly [type: string, code?: string]>> = {
  messageRef: ['bpmn:Message'],
  signalRef: ['bpmn:Signal'],
  errorRef: ['bpmn:Error', 'errorCode'],
  escalationRef: ['bpmn:Escalation', 'escalationCode'],
};
const NAMING = ['bpmn:EventDefinition', 'bpmn:SendTask', 'bpmn:ReceiveTask'];

/** Activiti and Camunda name a variable here, or write an expression. */
const VARIABLES = ['loopDataInputRef', 'loopDataOutputRef'];

/** References without which the element that has them cannot be executed. */
const VITAL: Readonly<Record<string, readonly string[]>> = {
  sourceRef: ['bpmn:SequenceFlow'],
  targetRef: ['bpmn:SequenceFlow'],
  attachedToRef: ['bpmn:BoundaryEvent'],
  activityRef: ['bpmn:CompensateEventDefinition'],
  eventDefinitionRef: ['bpmn:Event'],
};

/**
 * Connects a reference that moddle could not resolve where it is clear what it means, and reports it otherwise.
 * @param isConcerned whether the process with the reference is going to be executed.
 */
export function settleReference(
  { element, property = '', value }: ModdleWarning,
  document: ParsedDocument,
  isConcerned: boolean,
  findings: FindingCollector,
): void {
  // An empty `<incoming/>` refers to nothing.
  if (element === undefined || typeof value !== 'string' || value === '') return;
  const name = property.replace(/^.*:/, '');
  const target = withoutPrefix(value, document) ?? (VARIABLES.includes(name) ? variable(value) : undefined);
  if (target !== undefined) {
    connect(element, property, target);
    return;
  }
  const what = `${name} refers to "${value}", which is not in the file.`;
  const report = [nearestId(element), 'unresolved', what, 'Correct the reference.'] as const;
  if (!isConcerned) {
    findings.warning(...report);
  } else if (Object.hasOwn(VITAL, name) && isOneOf(element, VITAL[name])) {
    findings.unusable(...report);
  } else if (Object.hasOwn(NAMED, name) && isOneOf(element, NAMING)) {
    const [type, code] = NAMED[name] ?? [''];
    connect(element, property, createElement(type, { id: value, name: value, ...(code && { [code]: value }) }));
    findings.error(...report);
  } else if (name === 'default') {
    findings.error(...report);
  } else {
    findings.warning(...report);
  }
}

/** What a QName like `tns:Task_1` means, if its prefix is that of the namespace of the file itself. */
function withoutPrefix(value: string, { definitions, elementsById }: ParsedDocument): BpmnElement | undefined {
  const [, prefix, local = ''] = /^([\w.-]+):([^:]+)$/.exec(value) ?? [];
  if (prefix === undefined || !Object.hasOwn(elementsById, local)) return undefined;
  const namespace = textOf(definitions, `xmlns:${prefix}`);
  return namespace === textOf(definitions, 'targetNamespace') ? elementsById[local] : undefined;
}

function variable(name: string): BpmnElement {
  return createElement('bpmn:DataObject', { id: name });
}

function isOneOf(element: BpmnElement, types: readonly string[] = []): boolean {
  return types.some((type) => element.$instanceOf(type));
}

function connect(element: BpmnElement, property: string, target: BpmnElement): void {
  const current = element.get(property);
  if (Array.isArray(current)) current.push(target);
  else element.set(property, target);
}
