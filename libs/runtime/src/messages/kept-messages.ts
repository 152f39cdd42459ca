import { addDuration } from '#expressions';
import { type JsonObject, newId } from '#foundation';
import type { CommandContext } from '../executor/command.js';
import { nextHop } from '../jobs/hops.js';
import { scheduleJobs } from '../jobs/schedule-jobs.js';
import type { Message } from './message.js';
import { holdOffMessages, lockStartKey } from './message-locks.js';
import { readStartKey } from './start-key.js';

/** A subscription of an instance, as the engine opened it. */
interface Subscription {
  readonly key: number;
  readonly message: string;
  readonly correlationKey?: string;
}

/** What a subscription takes of a message that came before it. */
export interface TakenMessage {
  readonly id: string;
  /** Key of the subscription. */
  readonly key: number;
  readonly variables: JsonObject;
}

/** Keeps a message for whoever comes to wait for it. @param timeToLive ISO 8601 duration. */
export async function keepMessage(
  context: CommandContext,
  { message, correlationKey, businessKey, variables }: Message,
  timeToLive: string,
): Promise<{ id: string; expiresAt: string }> {
  const id = newId();
  const expiresAt = addDuration(context.now, timeToLive, context.zone);
  await context.tx.execute(
    `insert into kept_message (id, message, correlation_key, business_key, variables, sent_at, sent_by, expires_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [
      id,
      message,
      correlationKey ?? null,
      businessKey ?? null,
      JSON.stringify(variables),
      context.now,
      context.caller.actor,
      expiresAt,
    ],
  );
  return { id, expiresAt };
}

/**
 * Takes the oldest kept message that fits one of these subscriptions of an instance, which are written and still open.
 * Of two instances that want the same message one gets it; the other waits for that to be certain.
 */
export async function takeKeptMessage(
  context: CommandContext,
  instanceId: string,
  subscriptions: readonly Subscription[],
): Promise<TakenMessage | undefined> {
  await holdOffMessages(context, subscriptions);
  const fitting = await context.tx.query<{ id: string; key: number }>(
    `select m.id, s.activity_key as key
     from message_subscription s
       join process_instance i on i.id = s.instance_id
       join kept_message m on m.message = s.message
         and (m.correlation_key is null or m.correlation_key = s.correlation_key)
         and (m.business_key is null or m.business_key = i.business_key)
     where s.instance_id = $1 and s.activity_key = any($2::integer[]) and m.expires_at > $3
     order by m.number, s.activity_key`,
    [instanceId, subscriptions.map(({ key }) => key), context.now],
  );
  for (const { id, key } of fitting) {
    const [taken] = await context.tx.query<{ variables: JsonObject }>(
      'delete from kept_message where id = $1 returning variables',
      [id],
    );
    if (taken !== undefined) {
      context.named('runtime.take-kept-message').audit({ subject: 'message', subjectId: id, detail: { instanceId } });
      return { id, key, variables: taken.variables };
    }
  }
  return undefined;
}

/**
 * A message for whoever waits for it now or will soon: kept, with a job that looks for its receiver in a transaction of its
 * own. So the thrower neither locks another instance nor fails with it. Gives the id of the kept message.
 * @param throwerId the instance that throws it; null: none does
 */
export async function publishMessage(
  context: CommandContext,
  message: Message,
  throwerId: string | null,
  timeToLive = context.messages.timeToLive,
): Promise<string> {
  const { id } = await keepMessage(context, message, timeToLive);
  await placeLater(context, [id], nextHop(context), throwerId);
  return id;
}

/** A definition can begin instances again, or for the first time: kept messages may be what it begins with. */
export async function placeMessagesForStartsOf(context: CommandContext, definitionId: string): Promise<void> {
  const kept = await context.tx.query<{ id: string }>(
    `select m.id from kept_message m join start_subscription s on s.kind = 'message' and s.name = m.message
     where s.definition_id = $1 and m.expires_at > $2 order by m.number`,
    [definitionId, context.now],
  );
  await placeLater(context, kept.map(({ id }) => id), {});
}

/** The instance that held a start key has ended: the oldest message that waited for that begins the next one. */
export async function releaseStartKey(context: CommandContext, startKey: string): Promise<void> {
  await lockStartKey(context, startKey);
  const { processKey, correlationKey } = readStartKey(startKey);
  const waiting = await context.tx.query<{ id: string }>(
    `select m.id from kept_message m
       join start_subscription s on s.kind = 'message' and s.name = m.message
       join process_definition d on d.id = s.definition_id
     where d.key = $1 and m.correlation_key = $2 and m.expires_at > $3
     order by m.number limit 1`,
    [processKey, correlationKey, context.now],
  );
  // Not one more, since nothing was thrown: many messages may wait for one key.
  await placeLater(context, waiting.map(({ id }) => id), { hops: context.hops ?? 0 });
}

/** Looks for somebody who takes these kept messages, each in a transaction of its own. */
async function placeLater(
  context: CommandContext,
  keptMessageIds: readonly string[],
  hops: { readonly hops?: number },
  instanceId: string | null = null,
): Promise<void> {
  await scheduleJobs(
    context,
    instanceId,
    keptMessageIds.map((keptMessageId) => ({ kind: 'message', dueAt: context.now, payload: { keptMessageId, ...hops } })),
  );
}
