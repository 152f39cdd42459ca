import type { Command, CommandContext } from '../executor/command.js';
import { MessageNotCorrelatedError } from '../errors.js';
import { keepMessage } from './kept-messages.js';
import { describeMessage, type Message } from './message.js';
import { findReceivers, placeMessage, type WaitingInstance } from './place-message.js';

export interface CorrelateMessageInput extends Omit<Message, 'variables'> {
  readonly variables?: Message['variables'];
  /** Given by the sender, unique among messages of this name: a message acts once, however often it is sent. */
  readonly messageId?: string;
  /** ISO 8601 duration for which the message is kept when nobody takes it now. */
  readonly timeToLive?: string;
  /** Refuses a message that nobody takes and that is not kept; else the outcome says so. */
  readonly mustMatch?: boolean;
}

export interface CorrelationResult {
  /** `kept`: nobody takes it now; it is there for whoever comes. `nobody`: it is gone. */
  readonly outcome: 'delivered' | 'started' | 'kept' | 'nobody';
  /** Whether an instance has it. */
  readonly delivered: boolean;
  /** The instance that took it or that it began. */
  readonly instanceId: string | null;
  /** Until when it is kept, ISO 8601 UTC. */
  readonly expiresAt: string | null;
}

/**
 * Gives a message to the one instance that waits for it by name and keys, or begins one. A repetition with the same
 * message id changes nothing and gets the answer of the first, unless that came to nobody.
 * @throws AmbiguousMessageError, MessageNotCorrelatedError
 */
export const correlateMessage: Command<CorrelateMessageInput, CorrelationResult, WaitingInstance> = {
  name: 'runtime.correlate-message',

  opening: ({ variables = {}, ...names }) => findReceivers({ ...names, variables }),

  async run(context, { messageId, timeToLive, mustMatch = false, variables = {}, ...names }, seen) {
    const { message } = names;
    const answered = messageId === undefined ? undefined : await answerToId(context, message, messageId);
    if (answered !== undefined) {
      context.nothingChanged();
      return answered;
    }
    const result = await correlate(context, { ...names, variables }, { timeToLive, mustMatch, seen });
    if (messageId !== undefined) await recordAnswer(context, message, messageId, result);
    return result;
  },
};

async function correlate(
  context: CommandContext,
  message: Message,
  { timeToLive, mustMatch, seen }: { timeToLive: string | undefined; mustMatch: boolean; seen: readonly WaitingInstance[] },
): Promise<CorrelationResult> {
  const placed = await placeMessage(context, message, seen);
  const detail = { message: message.message, correlationKey: message.correlationKey ?? null };
  if (placed.outcome !== 'nobody') {
    const { outcome, instanceId } = placed;
    context.audit({ subject: 'process-instance', subjectId: instanceId, detail: { ...detail, outcome } });
    return { outcome, delivered: true, instanceId, expiresAt: null };
  }
  if (timeToLive !== undefined) {
    const { id, expiresAt } = await keepMessage(context, message, timeToLive);
    context.audit({ subject: 'message', subjectId: id, detail: { ...detail, outcome: 'kept', expiresAt } });
    return { outcome: 'kept', delivered: false, instanceId: null, expiresAt };
  }
  if (mustMatch) throw new MessageNotCorrelatedError(describeMessage(message), placed.reason);
  context.nothingChanged();
  return { outcome: 'nobody', delivered: false, instanceId: null, expiresAt: null };
}

/** Claims the id for this message; gives the answer of an earlier one that had it, once that has committed. */
async function answerToId(
  context: CommandContext,
  message: string,
  messageId: string,
): Promise<CorrelationResult | undefined> {
  const claimed = await context.tx.execute(
    `insert into handled_message (message, message_id, handled_at) values ($1, $2, $3) on conflict do nothing`,
    [message, messageId, context.now],
  );
  if (claimed === 1) return undefined;
  const [earlier] = await context.tx.query<{ result: CorrelationResult }>(
    'select result from handled_message where message = $1 and message_id = $2',
    [message, messageId],
  );
  return earlier?.result;
}

async function recordAnswer(
  context: CommandContext,
  message: string,
  messageId: string,
  result: CorrelationResult,
): Promise<void> {
  if (result.outcome === 'nobody') {
    await context.tx.execute('delete from handled_message where message = $1 and message_id = $2', [message, messageId]);
  } else {
    await context.tx.execute('update handled_message set result = $3 where message = $1 and message_id = $2', [
      message,
      messageId,
      JSON.stringify(result),
    ]);
  }
}
