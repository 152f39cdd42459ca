import type { BoundaryEventNode } from '#bpmn';
import { armedMessage } from '../../execution/armed-messages.js';
import type { Behaviour } from '../../execution/behaviour.js';
import type { MessageEventNode } from '../../execution/messages.js';

/**
 * Message boundary event (BPMN 2.0.2 §10.5.4, §13.5.3). A non-interrupting one keeps its subscription while its host
 * lives, so it may be triggered any number of times.
 */
export const messageBoundaryEvent: Behaviour<BoundaryEventNode & MessageEventNode> = armedMessage;
