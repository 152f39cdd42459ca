import type { ProcessGraph } from '#bpmn';
import { findCatchingEvent } from './execution/catchers.js';
import { catchesEscalation } from './execution/escalations.js';
import { planOf } from './plan-of.js';

/**
 * Whether the event that catches an escalation coming out of an activity interrupts that activity. The graph alone says
 * so; for a call activity it is what `EngineContext.callerInterrupts` of its children asks.
 *
 * @param element BPMN id of the activity.
 * @returns undefined where nothing in the graph catches it, so that it goes on to the caller of this process.
 */
export function interruptsOnEscalation(graph: ProcessGraph, element: string, escalationCode?: string): boolean | undefined {
  const planned = planOf(graph).nodes.get(element);
  return planned && findCatchingEvent(planned, (trigger) => catchesEscalation(trigger, escalationCode))?.node.interrupting;
}
