import type { ProcessGraph } from '#bpmn';
import { catches } from './execution/bpmn-errors.js';
import { findCatchingEvent } from './execution/catchers.js';
import { planOf } from './plan-of.js';

/**
 * Whether an error with this code that comes out of an activity is caught there or in a scope around it. The graph
 * alone says so; for a call activity it is what `EngineContext.callerCatches` of its children asks.
 *
 * @param element BPMN id of the activity; false where the graph has none such.
 */
export function catchesError(graph: ProcessGraph, element: string, errorCode: string): boolean {
  const planned = planOf(graph).nodes.get(element);
  return planned !== undefined && findCatchingEvent(planned, (trigger) => catches(trigger, errorCode)) !== undefined;
}
