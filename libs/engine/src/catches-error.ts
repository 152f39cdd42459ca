import type { ProcessGraph } from '#bpmn';
import { catches } from './execution/bpmn-errors.js';
import type { PlannedNode } from './execution/plan.js';
import { planOf } from './plan-of.js';

/**
 * Whether an error with this code that comes out of an activity is caught there or in a scope around it. The graph
 * alone says so; for a call activity it is what `EngineContext.callerCatches` of its children asks.
 *
 * @param element BPMN id of the activity; false where the graph has none such.
 */
export function catchesError(graph: ProcessGraph, element: string, errorCode: string): boolean {
  for (let at = planOf(graph).nodes.get(element); at; at = at.scope) {
    if (at.catchingBoundaryEvents.some(({ node }) => catches(node.trigger, errorCode))) return true;
    if (at.node.type !== 'eventSubProcess' && startsOf(at.scope).some(({ node }) => catches(node.trigger, errorCode))) {
      return true;
    }
  }
  return false;
}

function startsOf(scope: PlannedNode | undefined): PlannedNode['catchingStarts'] {
  return scope?.catchingStarts ?? [];
}
