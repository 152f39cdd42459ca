import type { Command } from '../executor/command.js';
import { publishMessage } from './kept-messages.js';
import type { Message } from './message.js';

export interface SendMessageInput extends Omit<Message, 'variables'> {
  readonly variables?: Message['variables'];
  /** ISO 8601 duration for which it is kept for whoever comes to wait for it; absent: as long as what processes throw. */
  readonly timeToLive?: string;
}

/**
 * Sends a message as a process throws one: what this transaction has to do never waits for its receiver, nor fails with it
 * (docs/adr/0005). Where the outcome must be known, see `correlateMessage`. Gives the id under which it is kept until then.
 */
export const sendMessage: Command<SendMessageInput, { id: string }> = {
  name: 'runtime.send-message',

  async run(context, { timeToLive, variables = {}, ...names }) {
    const id = await publishMessage(context, { ...names, variables }, null, timeToLive);
    const { message, correlationKey = null } = names;
    context.audit({ subject: 'message', subjectId: id, detail: { message, correlationKey } });
    return { id };
  },
};
