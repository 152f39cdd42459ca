import type { GraphNode } from '#bpmn';
import type { Activity } from './activity.js';
import type { Step } from './step.js';

/**
 * Writes one line of the activity history. `key` differs from the activity's own where an event is triggered and stays
 * armed, so that every firing is an activity of its own.
 */
export function record(step: Step, activity: Activity, event: 'start' | 'end' | 'cancel', key = activity.key): void {
  // Jobs around an element, and elements that a job still stands before, are no activities.
  if (activity.continuation || (event === 'cancel' && !activity.begun)) return;
  const { id, type, name } = activity.element;
  const elementType = activity.isLoopBody ? bodyType(activity.element) : type;
  const parent = activity.parent?.key;
  // Written out, because this is the most frequent effect and spreading optional parts costs a tenth of a step.
  if (parent === undefined) {
    step.emit(
      name === undefined
        ? { type: 'recordActivity', key, element: id, elementType, event }
        : { type: 'recordActivity', key, element: id, elementType, name, event },
    );
  } else {
    step.emit(
      name === undefined
        ? { type: 'recordActivity', key, parent, element: id, elementType, event }
        : { type: 'recordActivity', key, parent, element: id, elementType, name, event },
    );
  }
}

function bodyType(element: GraphNode): string {
  return 'multiInstance' in element && element.multiInstance ? 'multiInstanceBody' : 'standardLoopBody';
}
