import type { Statement } from '#database';
import type { CommandContext } from '../executor/command.js';
import { AmbiguousMessageError } from '../errors.js';
import { advanceInstance, beginInstance } from '../instances/advance-instance.js';
import { INSTANCE_COLUMNS, type LockedInstance } from '../instances/instance.js';
import { describeMessage, type Message } from './message.js';
import { holdOffSubscribers, lockStartKey } from './message-locks.js';
import { toStartKey } from './start-key.js';

/** Where a message has gone. `nobody`: nobody waits for it, and it begins nothing now. */
export type Placement =
  | { readonly outcome: 'delivered' | 'started'; readonly instanceId: string }
  | { readonly outcome: 'nobody'; readonly reason: string };

/**
 * Gives a message to the one instance that waits for it; where none does, it begins an instance of the process that it
 * starts. Where nobody takes it, nobody can come to wait for it either until this transaction ends.
 * @param seen the rows of {@link findReceivers}, where somebody has looked already
 * @throws AmbiguousMessageError where several instances wait for it, or several processes begin with it.
 */
export async function placeMessage(
  context: CommandContext,
  message: Message,
  seen?: readonly WaitingInstance[],
): Promise<Placement> {
  let receiver = await lockReceiver(context, message, seen);
  if (receiver === undefined) {
    await holdOffSubscribers(context, message);
    // An instance locked now may belong to a subscriber who waits behind us; Postgres breaks that, and we begin again.
    receiver = await lockReceiver(context, message);
  }
  if (receiver === undefined) return startByMessage(context, message);
  const { variables } = message;
  await advanceInstance(context, receiver, { type: 'deliverMessage', key: receiver.activityKey, variables });
  return { outcome: 'delivered', instanceId: receiver.id };
}

type Receiver = LockedInstance & { readonly activityKey: number };

/** An instance that waits for a message, with the oldest of its fitting subscriptions. */
export interface WaitingInstance {
  readonly instanceId: string;
  readonly key: number;
}

/** Gives the {@link WaitingInstance}s of a message, two of them where there are more. Locks nothing. */
export function findReceivers(message: Message): Statement {
  const { source, parameters } = fittingSubscriptions(message);
  const sql = `select s.instance_id as "instanceId", min(s.activity_key) as key ${source} group by s.instance_id limit 2`;
  return { sql, parameters };
}

/** The one instance that waits for the message, locked. */
async function lockReceiver(
  context: CommandContext,
  message: Message,
  seen?: readonly WaitingInstance[],
): Promise<Receiver | undefined> {
  const { sql, parameters: names } = findReceivers(message);
  for (let earlier = seen; ; earlier = undefined) {
    const waiting = earlier ?? (await context.tx.query<WaitingInstance>(sql, names));
    const [only] = waiting;
    if (only === undefined) return undefined;
    if (waiting.length > 1) {
      // Seen a while ago: all but one may have gone on since.
      if (earlier !== undefined) continue;
      const { source, parameters } = fittingSubscriptions(message);
      const [row] = await context.tx.query<{ count: number }>(`select count(distinct s.instance_id) ${source}`, parameters);
      throw new AmbiguousMessageError(describeMessage(message), row?.count ?? waiting.length, 'waiting instances');
    }
    const [receiver] = await context.tx.query<Receiver>(
      `select ${INSTANCE_COLUMNS}, s.activity_key as "activityKey"
       from message_subscription s join process_instance i on i.id = s.instance_id
       where s.instance_id = $1 and s.activity_key = $2 and i.suspended_at is null for no key update of i, s`,
      [only.instanceId, only.key],
    );
    // Gone while we waited for the lock: somebody was faster, and perhaps another one waits.
    if (receiver !== undefined) return receiver;
  }
}

/** In SQL of its own for each combination of keys: an `or $2 is null` would keep Postgres from using the index. */
function fittingSubscriptions({ message, correlationKey, businessKey }: Message): {
  source: string;
  parameters: readonly string[];
} {
  const parameters = [message];
  const conditions = ['s.message = $1'];
  if (correlationKey !== undefined) conditions.push(`s.correlation_key = $${parameters.push(correlationKey)}`);
  if (businessKey !== undefined) conditions.push(`i.business_key = $${parameters.push(businessKey)}`);
  const source = `from message_subscription s join process_instance i on i.id = s.instance_id
    where ${conditions.join(' and ')} and i.suspended_at is null`;
  return { source, parameters };
}

async function startByMessage(context: CommandContext, message: Message): Promise<Placement> {
  const starts = await context.tx.query<{ definitionId: string; processKey: string; element: string }>(
    `select d.id as "definitionId", d.key as "processKey", s.element_id as element
     from start_subscription s join process_definition d on d.id = s.definition_id
     where s.kind = 'message' and s.name = $1 and d.suspended_at is null limit 2`,
    [message.message],
  );
  const [start] = starts;
  if (start === undefined) return { outcome: 'nobody', reason: 'no instance waits for it and no process begins with it' };
  if (starts.length > 1) throw new AmbiguousMessageError(describeMessage(message), starts.length, 'processes that begin with it');
  const { definitionId, processKey, element } = start;
  const startKey = message.correlationKey === undefined ? undefined : toStartKey(processKey, message.correlationKey);
  if (startKey !== undefined) {
    await lockStartKey(context, startKey);
    const taken = await context.tx.query(
      `select 1 from process_instance where start_key = $1 and status = 'active'`,
      [startKey],
    );
    if (taken.length > 0) {
      return { outcome: 'nobody', reason: `an instance of "${processKey}" that this key has started is still active` };
    }
  }
  const { businessKey, variables } = message;
  const instanceId = await beginInstance(context, { definitionId, at: element, businessKey, startKey, variables });
  return { outcome: 'started', instanceId };
}
