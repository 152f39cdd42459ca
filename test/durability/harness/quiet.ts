import type { DeliveryQueue } from '#queue';
import { setTimeout as pause } from 'node:timers/promises';
import type { Violation } from './invariants/index.js';
import { POISON } from './models/index.js';
import type { DurablePostgres } from './servers/durable-postgres.js';

const POLL_MS = 250;

/** What keeps the load from being over; poisoned cases stand for an operator and are over. */
const STILL_OPEN = `
  select d.key as model, i.id as instance, i.suspended_at is not null as suspended,
    (select jsonb_agg(jsonb_build_object('id', j.id, 'kind', j.kind, 'element', j.element_id, 'status', j.status,
       'attempt', j.attempt, 'due', j.due_at, 'lease_owner', j.lease_owner, 'lease_until', j.lease_until,
       'deliveries', j.deliveries, 'error', j.error ->> 'message')) from job j where j.instance_id = i.id) as jobs,
    (select jsonb_agg(t.element_id) from user_task t where t.instance_id = i.id and t.status = 'open') as tasks,
    (select jsonb_agg(m.element_id) from message_subscription m where m.instance_id = i.id) as messages
  from process_instance i join process_definition d on d.id = i.definition_id
  where i.status = 'active' and not (d.key = '${POISON}' and exists (
    select 1 from job j where j.instance_id = i.id and j.status = 'failed'))
  union all
  select 'none', j.id, false, to_jsonb(j), null, null from job j where j.instance_id is null`;

/**
 * Waits until clients and workers have brought every instance to its end and the queue is empty, as Postgres says it
 * must be. Gives what still stands when the time is up.
 */
export async function reachQuiet(postgres: DurablePostgres, queue: DeliveryQueue, patienceMs: number): Promise<Violation[]> {
  let found: Violation[] = [];
  for (const until = performance.now() + patienceMs; performance.now() < until; await pause(POLL_MS)) {
    found = await openInstances(postgres);
    if (found.length === 0) found = await heldDeliveries(queue);
    if (found.length === 0) return [];
  }
  return found;
}

async function openInstances(postgres: DurablePostgres): Promise<Violation[]> {
  const { rows } = await postgres.connected((client) => client.query<Record<string, unknown>>(`${STILL_OPEN} limit 10`));
  return rows.map((row) => ({ invariant: 'everyInstanceComesToItsEnd', detail: JSON.stringify(row) }));
}

/** Where no job is open nothing may be on its way either. */
async function heldDeliveries(queue: DeliveryQueue): Promise<Violation[]> {
  const depth = await queue.depth();
  const held = Object.entries(depth).filter(([, { waiting, delayed, taken }]) => waiting + delayed + taken > 0);
  return held.map(([lane, counts]) => ({
    invariant: 'queueHoldsWhatPostgresSays',
    detail: `Postgres has no open job; lane ${lane} holds ${JSON.stringify(counts)}`,
  }));
}
