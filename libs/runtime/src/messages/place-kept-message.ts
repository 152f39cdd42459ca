import type { JsonObject } from '#foundation';
import type { CommandContext } from '../executor/command.js';
import { placeMessage } from './place-message.js';

interface KeptMessage {
  readonly message: string;
  readonly correlationKey: string | null;
  readonly businessKey: string | null;
  readonly variables: JsonObject;
  readonly expiresAt: string;
}

/**
 * Looks for somebody who takes a kept message. Gives the instance that did; null where nobody does, and it is kept on, or
 * where it was taken, taken back or has expired meanwhile.
 * @throws AmbiguousMessageError
 */
export async function placeKeptMessage(context: CommandContext, keptMessageId: string): Promise<string | null> {
  const kept = await withhold(context, keptMessageId);
  if (kept === undefined) return null;
  const { message, correlationKey, businessKey, variables, expiresAt } = kept;
  const placed = await placeMessage(context, {
    message,
    correlationKey: correlationKey ?? undefined,
    businessKey: businessKey ?? undefined,
    variables,
  });
  if (placed.outcome === 'nobody') {
    await context.tx.execute('update kept_message set expires_at = $2 where id = $1', [keptMessageId, expiresAt]);
    return null;
  }
  await context.tx.execute('delete from kept_message where id = $1', [keptMessageId]);
  return placed.instanceId;
}

/**
 * As if it had expired: an instance that it begins may wait for a message of this name at once, and must not get it again.
 * Not deleted and written anew: who deletes it meanwhile waits for this row, and would not see another one.
 */
async function withhold({ tx, now }: CommandContext, keptMessageId: string): Promise<KeptMessage | undefined> {
  const [kept] = await tx.query<KeptMessage>(
    `update kept_message m set expires_at = $2
     from (select id, expires_at from kept_message where id = $1 and expires_at > $2 for update) as kept
     where m.id = kept.id
     returning m.message, m.correlation_key as "correlationKey", m.business_key as "businessKey", m.variables,
       kept.expires_at as "expiresAt"`,
    [keptMessageId, now],
  );
  return kept;
}
