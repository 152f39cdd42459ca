import type { CommandContext } from '../executor/command.js';
import type { Message } from './message.js';

/**
 * How a message and a subscription that are written at the same time meet, without either transaction seeing the other:
 * whoever subscribes takes the locks of the subscription shared, whoever finds no receiver takes the lock of the message
 * alone, and both look again after that. Thousands of instances may subscribe side by side; only a message that nobody
 * waits for makes them wait until its transaction has ended.
 *
 * A message without a key meets subscriptions with any: that is the lock of the bare name, which subscribers take too.
 */

/** Call after the subscriptions are written and before kept messages are looked for. */
export async function holdOffMessages(
  context: CommandContext,
  subscriptions: readonly Pick<Message, 'message' | 'correlationKey'>[],
): Promise<void> {
  const names = subscriptions.flatMap(({ message, correlationKey }) => [
    lockName({ message }),
    ...(correlationKey === undefined ? [] : [lockName({ message, correlationKey })]),
  ]);
  // One order for all, so that two subscribers of the same names cannot wait for one another behind a message.
  await context.tx.query(
    'select pg_advisory_xact_lock_shared(hashtextextended(name, 0)) from unnest($1::text[]) as name',
    [[...new Set(names)].sort()],
  );
}

/** Call before the last look for a receiver; until this transaction ends, nobody subscribes to the message. */
export async function holdOffSubscribers(
  context: CommandContext,
  message: Pick<Message, 'message' | 'correlationKey'>,
): Promise<void> {
  await lock(context, lockName(message));
}

/** Between the end of the instance that holds a start key and the next message that would start one with it. */
export async function lockStartKey(context: CommandContext, startKey: string): Promise<void> {
  await lock(context, `congvan.start:${startKey}`);
}

function lockName({ message, correlationKey }: Pick<Message, 'message' | 'correlationKey'>): string {
  return correlationKey === undefined ? `congvan.message:${message}` : `congvan.message:${message}:${correlationKey}`;
}

async function lock(context: CommandContext, name: string): Promise<void> {
  await context.tx.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [name]);
}
