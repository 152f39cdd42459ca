import { childOf, childrenOf, idOf, isSubProcess, textOf, type BpmnElement } from '../document/bpmn-element.js';

/**
 * The name of the innermost lane of every element that stands in one (BPMN 2.0.2 §10.8); the id of a lane without
 * name. What lies in a sub-process stands in the lane of the sub-process, unless that has lanes of its own.
 */
export function lanesOf(process: BpmnElement): Map<BpmnElement, string> {
  const lanes = new Map<BpmnElement, string>();
  fillScope(process, undefined, lanes);
  return lanes;
}

function fillScope(scope: BpmnElement, inherited: string | undefined, lanes: Map<BpmnElement, string>): void {
  const elements = childrenOf(scope, 'flowElements');
  if (inherited !== undefined) for (const element of elements) lanes.set(element, inherited);
  for (const laneSet of childrenOf(scope, 'laneSets')) fillLanes(laneSet, lanes);
  for (const element of elements.filter(isSubProcess)) fillScope(element, lanes.get(element), lanes);
}

/** The lanes within a lane come after it, so the innermost one stays. */
function fillLanes(laneSet: BpmnElement, lanes: Map<BpmnElement, string>): void {
  for (const lane of childrenOf(laneSet, 'lanes')) {
    const name = textOf(lane, 'name') ?? idOf(lane);
    for (const element of childrenOf(lane, 'flowNodeRef')) if (name !== '') lanes.set(element, name);
    const inner = childOf(lane, 'childLaneSet');
    if (inner !== undefined) fillLanes(inner, lanes);
  }
}
