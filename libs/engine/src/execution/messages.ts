import type { BoundaryEventNode, EventNode, MessageReference, MessageTrigger } from '#bpmn';
import { toText } from '#expressions';
import type { JsonObject } from '#foundation';
import { UnusableAttributeError } from '../errors.js';
import type { Activity } from './activity.js';
import { readOptional } from './evaluation.js';
import type { Step } from './step.js';

/** An event that the registry has found to carry a message. */
export type MessageEventNode = (EventNode | BoundaryEventNode) & { readonly trigger: MessageTrigger };

/** One that is armed on an activity or for an event sub-process. */
export type ArmedMessageNode = MessageEventNode & { readonly interrupting?: boolean };

/** Subscribes an event to its message. See {@link subscribeTo}. */
export function subscribe(step: Step, activity: Activity<MessageEventNode>): void {
  subscribeTo(step, activity, activity.element.trigger);
}

/**
 * Subscribes an activity to a message (BPMN 2.0.2 §10.5.5, Message Event Definition; §8.4.2, Correlation).
 *
 * @throws UnusableAttributeError when there is a correlation key that yields nothing: no message could ever match it.
 */
export function subscribeTo(step: Step, activity: Activity, reference: MessageReference): void {
  const { key, element } = activity;
  const { message, correlationKey } = resolve(step, activity, reference);
  step.emit({
    type: 'subscribe',
    key,
    element: element.id,
    message,
    ...(correlationKey !== undefined && { correlationKey }),
  });
}

/** Name and correlation key of a message as they are now. @throws UnusableAttributeError as {@link subscribeTo} */
function resolve(
  step: Step,
  activity: Activity,
  reference: MessageReference,
): { readonly message: string; readonly correlationKey?: string } {
  const { id } = activity.element;
  const message = readOptional(step, activity, 'message', reference.message, toText);
  if (message === undefined) throw new UnusableAttributeError(id, 'message', 'The message has no name.');
  const correlationKey = readOptional(step, activity, 'correlationKey', reference.correlationKey, toText);
  if (reference.correlationKey !== undefined && correlationKey === undefined) {
    throw new UnusableAttributeError(id, 'correlationKey', 'It is null, so no message could ever match.');
  }
  return { message, ...(correlationKey !== undefined && { correlationKey }) };
}

/**
 * Sends a message to whoever in this office waits for it.
 *
 * @param variables its content.
 * @throws UnusableAttributeError as {@link subscribeTo}
 */
export function publishMessage(
  step: Step,
  activity: Activity,
  reference: MessageReference,
  variables: JsonObject = {},
): void {
  const resolved = resolve(step, activity, reference);
  step.emit({ type: 'publishMessage', element: activity.element.id, ...resolved, variables });
}
