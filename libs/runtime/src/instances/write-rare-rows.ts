import type { CommandContext } from '../executor/command.js';
import type { StepRows } from './step-rows.js';

/**
 * The rows that few steps have: signal subscriptions, offers of activities, timers that were moved. In statements of
 * their own, so that the one of every step does not grow by parts that it hardly ever needs.
 */
export function writeRareRows(context: CommandContext, instanceId: string, rows: StepRows): void {
  const { tx } = context;
  if (rows.signalSubscriptions.length > 0) {
    tx.later({
      sql: `insert into signal_subscription (instance_id, activity_key, element_id, signal)
       select $1, s.key, s.element, s.signal
       from jsonb_to_recordset($2) as s(key integer, element text, signal text)
       on conflict (instance_id, activity_key) do update set element_id = excluded.element_id, signal = excluded.signal`,
      parameters: [instanceId, JSON.stringify(rows.signalSubscriptions)],
    });
  }
  if (rows.offers.length > 0) {
    tx.later({
      sql: `insert into activity_offer (instance_id, activity_key, element_id, activities)
       select $1, o.key, o.element, o.activities
       from jsonb_to_recordset($2) as o(key integer, element text, activities text[])
       on conflict (instance_id, activity_key) do update
       set element_id = excluded.element_id, activities = excluded.activities`,
      parameters: [instanceId, JSON.stringify(rows.offers)],
    });
  }
  if (rows.removedOffers.length > 0) {
    tx.later({
      sql: 'delete from activity_offer where instance_id = $1 and activity_key = any($2::integer[])',
      parameters: [instanceId, rows.removedOffers],
    });
  }
  if (rows.rescheduledTimers.length > 0) {
    // No delivery of its own: the sweep finds what is due, since nothing was delivered for the new instant, and hands it over
    // under a new sequence number. A worker that has it for the old instant may not fire it any more.
    tx.later({
      sql: `update job j set due_at = t.due, calendar_publication = t."calendarPublication", due_by_hand = t.renewed is null,
         created_at = case when t.renewed then $3 else j.created_at end, delivered_at = null, status = 'ready', attempt = 0,
         lease_owner = null, lease_until = null, error = null
       from jsonb_to_recordset($2) as t(key integer, due timestamptz, renewed boolean, "calendarPublication" bigint)
       where j.instance_id = $1 and j.activity_key = t.key and j.kind = 'timer'`,
      parameters: [instanceId, JSON.stringify(rows.rescheduledTimers), context.now],
    });
  }
}
