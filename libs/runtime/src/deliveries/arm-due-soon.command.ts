import type { Lane } from '#queue';
import type { Command } from '../executor/command.js';
import { HORIZON_MS } from './horizon.js';
import { IN_LANE, QUEUED_COLUMNS, type QueuedJob, toDelivery } from './lane.js';

/** Jobs handed over in one transaction; the next follows at once while there are more. */
export const ARMING_BATCH = 1_000;

/**
 * Hands jobs of one lane that come due within the horizon to the queue, held back until then. The row stays the truth:
 * who changes the due date clears the mark, so that the job is armed again under a new sequence number; what is cancelled
 * is gone when its delivery arrives.
 */
export const armDueSoon: Command<{ readonly lane: Lane }, number> = {
  name: 'runtime.arm-due-soon',
  audited: false,

  async run(context, { lane }) {
    const jobs = await context.tx.query<QueuedJob & { readonly delayMs: number }>(
      `update job j set deliveries = j.deliveries + 1, delivered_at = j.due_at
       where j.id = any(array(
         select id from job j
         where status = 'ready' and ${IN_LANE[lane]} and due_at > $1
           and due_at <= $1::timestamptz + make_interval(secs => ${HORIZON_MS / 1000})
           and delivered_at is null and lease_until is null
         order by due_at limit ${ARMING_BATCH} for update skip locked))
       returning ${QUEUED_COLUMNS}, (extract(epoch from j.due_at - $1) * 1000)::float8 as "delayMs"`,
      [context.now],
    );
    context.deliver(jobs.map(({ delayMs, ...job }) => toDelivery(job, delayMs)));
    return jobs.length;
  },
};
