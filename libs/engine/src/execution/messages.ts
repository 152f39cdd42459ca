import type { BoundaryEventNode, EventNode, EventTrigger } from '#bpmn';
import { toText } from '#expressions';
import { UnusableAttributeError } from '../errors.js';
import type { Activity } from './activity.js';
import { readOptional } from './evaluation.js';
import type { Step } from './step.js';

/** An event that the registry has found to carry a message. */
export type MessageEventNode = (EventNode | BoundaryEventNode) & {
  readonly trigger: Extract<EventTrigger, { readonly kind: 'message' }>;
};

/**
 * Subscribes an event to its message (BPMN 2.0.2 §10.5.5, Message Event Definition; §8.4.2, Correlation).
 *
 * @throws UnusableAttributeError when there is a correlation key that yields nothing: no message could ever match it.
 */
export function subscribe(step: Step, activity: Activity<MessageEventNode>): void {
  const { id, trigger } = activity.element;
  const message = readOptional(step, activity, 'message', trigger.message, toText);
  if (message === undefined) throw new UnusableAttributeError(id, 'message', 'The message has no name.');
  const correlationKey = readOptional(step, activity, 'correlationKey', trigger.correlationKey, toText);
  if (trigger.correlationKey !== undefined && correlationKey === undefined) {
    throw new UnusableAttributeError(id, 'correlationKey', 'It is null, so no message could ever match.');
  }
  step.emit({
    type: 'subscribe',
    key: activity.key,
    element: id,
    message,
    ...(correlationKey !== undefined && { correlationKey }),
  });
}
