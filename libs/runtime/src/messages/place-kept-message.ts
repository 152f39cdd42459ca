import type { JsonObject } from '#foundation';
import type { CommandContext } from '../executor/command.js';
import { placeMessage } from './place-message.js';

interface KeptMessage {
  readonly number: number;
  readonly message: string;
  readonly correlationKey: string | null;
  readonly businessKey: string | null;
  readonly variables: JsonObject;
  readonly sentAt: string;
  readonly sentBy: string;
  readonly expiresAt: string;
}

/**
 * Looks for somebody who takes a kept message. Gives the instance that did; null where nobody does, and it is kept on, or
 * where it was taken or has expired meanwhile.
 * @throws AmbiguousMessageError
 */
export async function placeKeptMessage(context: CommandContext, keptMessageId: string): Promise<string | null> {
  // Taken out first: an instance that it begins may wait for a message of this name at once, and must not get it again.
  const [kept] = await context.tx.query<KeptMessage>(
    `delete from kept_message where id = $1 and expires_at > $2
     returning number, message, correlation_key as "correlationKey", business_key as "businessKey", variables,
       sent_at as "sentAt", sent_by as "sentBy", expires_at as "expiresAt"`,
    [keptMessageId, context.now],
  );
  if (kept === undefined) return null;
  const { message, correlationKey, businessKey, variables } = kept;
  const placed = await placeMessage(context, {
    message,
    correlationKey: correlationKey ?? undefined,
    businessKey: businessKey ?? undefined,
    variables,
  });
  if (placed.outcome !== 'nobody') return placed.instanceId;
  await putBack(context, keptMessageId, kept);
  return null;
}

/** To the place in the order of messages that it had. */
async function putBack(context: CommandContext, id: string, kept: KeptMessage): Promise<void> {
  await context.tx.execute(
    `insert into kept_message (id, number, message, correlation_key, business_key, variables, sent_at, sent_by, expires_at)
     overriding system value values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [
      id,
      kept.number,
      kept.message,
      kept.correlationKey,
      kept.businessKey,
      JSON.stringify(kept.variables),
      kept.sentAt,
      kept.sentBy,
      kept.expiresAt,
    ],
  );
}
