import type { Behaviour } from '../../execution/behaviour.js';
import { complete } from '../../execution/complete.js';
import type { MessageEventNode } from '../../execution/messages.js';
import { messageThrower } from '../../execution/thrown-messages.js';

/** Intermediate message throw event (BPMN 2.0.2 §10.5.4, §13.5.2): the token goes on when the message is sent. */
export const messageThrowEvent: Behaviour<MessageEventNode> = messageThrower((step, activity, variables) =>
  complete(step, activity, { variables }),
);
