import type { EventNode, EventTrigger } from '#bpmn';
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
 * sub-processes of a scope come before the boundary events of that scope.
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

/** As {@link findCatcher} by the graph alone, for something that comes out of an element of it. */
export function findCatchingEvent(
  element: PlannedNode,
  catches: (trigger: EventTrigger) => boolean,
): PlannedNode<ArmedNode> | undefined {
  for (let at: PlannedNode | undefined = element; at; at = at.scope) {
    const starts = at.scope ? catchingStartsFor(at.scope, at) : [];
    const events: readonly PlannedNode<ArmedNode>[] = [...at.catchingBoundaryEvents, ...starts];
    const event = events.find(({ node }) => node.trigger && catches(node.trigger));
    if (event) return event;
  }
  return undefined;
}

function catchingStart(
  scope: Activity,
  inner: Activity | undefined,
  catches: (trigger: EventTrigger) => boolean,
): PlannedNode<ArmedNode> | undefined {
  if (scope.isLoopBody) return undefined;
  // A job before or behind the scope has failed: nothing in it runs yet, or any more.
  if (inner?.continuation && inner.continuation.at !== 'take') return undefined;
  return catchingStartsFor(scope.planned, inner?.planned).find(({ node }) => node.trigger && catches(node.trigger));
}

/**
 * Start events of a scope's event sub-processes that may catch what comes out of a child of the scope. What an event
 * sub-process throws never starts that one again, nor another one where it has interrupted the scope: after that no
 * event sub-process of the scope can start (BPMN 2.0.2 §13.5.4).
 */
function catchingStartsFor(scope: PlannedNode, child?: PlannedNode): readonly PlannedNode<EventNode>[] {
  const { armedStarts, catchingStarts } = scope;
  if (child?.node.type !== 'eventSubProcess') return catchingStarts;
  const own = [...armedStarts, ...catchingStarts].find((start) => start.scope === child);
  return own?.node.interrupting === false ? catchingStarts.filter((start) => start !== own) : [];
}

/** Boundary events are attached to the body around the runs of a loop, not to each run. */
function catchingBoundaryEvent(
  host: Activity,
  catches: (trigger: EventTrigger) => boolean,
): PlannedNode<ArmedNode> | undefined {
  if (host.isLoopRun) return undefined;
  return host.planned.catchingBoundaryEvents.find(({ node }) => catches(node.trigger));
}
