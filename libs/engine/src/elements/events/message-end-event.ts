import type { Behaviour } from '../../execution/behaviour.js';
import { leaveBy } from '../../execution/complete.js';
import type { MessageEventNode } from '../../execution/messages.js';
import { messageThrower } from '../../execution/thrown-messages.js';
import { writeVariables } from '../../execution/variables.js';

/** Message end event (BPMN 2.0.2 §10.5.3, §13.5.6): the token ends when the message is sent. */
export const messageEndEvent: Behaviour<MessageEventNode> = messageThrower((step, activity, output = {}) => {
  writeVariables(step, activity, output);
  leaveBy(step, activity, []);
});
