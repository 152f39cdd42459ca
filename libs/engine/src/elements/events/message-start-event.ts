import type { EventNode } from '#bpmn';
import { armedMessage } from '../../execution/armed-messages.js';
import type { Behaviour } from '../../execution/behaviour.js';
import { complete } from '../../execution/complete.js';
import type { MessageEventNode } from '../../execution/messages.js';

/**
 * Message start event of a process (BPMN 2.0.2 §10.5.2, §13.5.1): the message has come, and its content is among the
 * variables already.
 */
export const messageStartEvent: Behaviour<EventNode> = {
  enter: (step, activity) => complete(step, activity),
};

/**
 * Message start event of an event sub-process (BPMN 2.0.2 §10.5.2, §13.5.4). A non-interrupting one keeps its
 * subscription while the scope lives, so the event sub-process may run any number of times, also at once.
 */
export const messageSubProcessStartEvent: Behaviour<EventNode & MessageEventNode> = armedMessage;
