import { childOf, childrenOf, isSubProcess, type BpmnElement } from '../document/bpmn-element.js';

/**
 * The activity to which an association leads from each compensation boundary event (BPMN 2.0.2 §10.7.1): no sequence
 * flow joins the two.
 */
export function compensationHandlersOf(process: BpmnElement): Map<BpmnElement, BpmnElement> {
  const handlers = new Map<BpmnElement, BpmnElement>();
  collect(process, handlers);
  return handlers;
}

function collect(scope: BpmnElement, handlers: Map<BpmnElement, BpmnElement>): void {
  for (const artifact of childrenOf(scope, 'artifacts')) {
    const [source, target] = [childOf(artifact, 'sourceRef'), childOf(artifact, 'targetRef')];
    if (source?.$type === 'bpmn:BoundaryEvent' && target?.$instanceOf('bpmn:Activity')) handlers.set(source, target);
  }
  for (const element of childrenOf(scope, 'flowElements').filter(isSubProcess)) collect(element, handlers);
}
