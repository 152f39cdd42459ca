import { childrenOf, flagOf, idOf, isEventSubProcess, type BpmnElement } from '../document/bpmn-element.js';

/**
 * Where a token enters a scope: at its start events without trigger; in a scope that has no start event at all, at
 * everything that no flow leads to (BPMN 2.0.2 §13.2 and §13.3.4).
 */
export function startsOf(scope: BpmnElement): string[] {
  const elements = childrenOf(scope, 'flowElements');
  if (isEventSubProcess(scope) || elements.some(({ $type }) => $type === 'bpmn:StartEvent')) return noneStartsOf(scope);
  return elements.filter((element) => element.$instanceOf('bpmn:FlowNode') && entersByItself(element)).map(idOf);
}

/** Ids of the start events without a trigger. */
export function noneStartsOf(scope: BpmnElement): string[] {
  return childrenOf(scope, 'flowElements')
    .filter(({ $type }) => $type === 'bpmn:StartEvent')
    .filter((start) => !hasTrigger(start))
    .map(idOf);
}

/** Whether no flow leads to a node and nothing but its scope begins it. */
export function entersByItself(element: BpmnElement): boolean {
  if (childrenOf(element, 'incoming').length > 0 || element.$type === 'bpmn:BoundaryEvent') return false;
  if (isEventSubProcess(element) || flagOf(element, 'isForCompensation') === true) return false;
  return flagOf(element, 'instantiate') !== true && !isLinkTarget(element);
}

function hasTrigger(event: BpmnElement): boolean {
  return childrenOf(event, 'eventDefinitions').length + childrenOf(event, 'eventDefinitionRef').length > 0;
}

function isLinkTarget(element: BpmnElement): boolean {
  return (
    element.$type === 'bpmn:IntermediateCatchEvent' &&
    childrenOf(element, 'eventDefinitions').some(({ $type }) => $type === 'bpmn:LinkEventDefinition')
  );
}
