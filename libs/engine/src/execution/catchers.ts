import type { EventTrigger } from '#bpmn';
import type { Activity } from './activity.js';
import type { ArmedNode, PlannedNode } from './plan.js';

/** An event that catches something thrown inside its host. */
export interface Catcher {
  readonly event: PlannedNode<ArmedNode>;
  /** The activity that a boundary event is attached to, the scope that an event sub-process lies in. */
  readonly host: Activity;
}

/**
 * The innermost event that catches what an activity throws (BPMN 2.0.2 §13.5.3, §13.5.4), and no other: event
 * sub-processes of a scope come before the boundary events of that scope. What an event sub-process itself throws
 * leaves the scope around it: none of that scope's event sub-processes catches it.
 */
export function findCatcher(thrower: Activity, catches: (trigger: EventTrigger) => boolean): Catcher | undefined {
  let inner: Activity | undefined;
  for (let host: Activity | undefined = thrower; host; inner = host, host = host.parent) {
    if (host.continuation) continue;
    const event = catchingStart(host, inner, catches) ?? catchingBoundaryEvent(host, catches);
    if (event) return { event, host };
  }
  return undefined;
}

function catchingStart(
  scope: Activity,
  inner: Activity | undefined,
  catches: (trigger: EventTrigger) => boolean,
): PlannedNode<ArmedNode> | undefined {
  if (scope.isLoopBody || inner?.element.type === 'eventSubProcess') return undefined;
  // A job before or behind the scope has failed: nothing in it runs yet, or any more.
  if (inner?.continuation && inner.continuation.at !== 'take') return undefined;
  return scope.planned.catchingStarts.find(({ node }) => node.trigger && catches(node.trigger));
}

/** Boundary events are attached to the body around the runs of a loop, not to each run. */
function catchingBoundaryEvent(
  host: Activity,
  catches: (trigger: EventTrigger) => boolean,
): PlannedNode<ArmedNode> | undefined {
  if (host.isLoopRun) return undefined;
  return host.planned.catchingBoundaryEvents.find(({ node }) => catches(node.trigger));
}
