import type { Command } from '../command.js';

/** A delivery that has had this long without anyone taking its job counts as lost. */
const LOST_AFTER = '5 seconds';
/** Jobs handed over by one sweep; the next sweep follows at once while there are more. */
export const SWEEP_BATCH = 500;

/**
 * Hands due jobs to the queue that it does not have: timers beyond the horizon, deliveries that were lost, leases that
 * ended with their worker. Several sweeps at once share the work (`skip locked`).
 *
 * Each delivery has an id of its own. Tried: one id for each attempt, so that what waits in the queue is not handed over
 * again; then a worker that dies between taking a delivery and leasing its job keeps the id occupied until BullMQ calls
 * it stalled, and the job waits a minute (test/durability/worker-killed.spec.ts). A long backlog is handed over repeatedly
 * instead.
 *
 * The index `job_due` gives the candidates oldest first; a sweep over a million waiting timers reads only those due.
 */
export const redeliverDueJobs: Command<void, number> = {
  name: 'runtime.redeliver-due-jobs',
  audited: false,

  async run(context) {
    const jobs = await context.tx.query<{ jobId: string; sequence: number }>(
      `update job set deliveries = deliveries + 1, delivered_at = $1
       where id in (
         select id from job
         where status = 'ready' and due_at <= $1
           and (lease_until is null or lease_until <= $1)
           and (delivered_at is null or delivered_at <= $1::timestamptz - interval '${LOST_AFTER}')
         order by due_at limit ${SWEEP_BATCH} for update skip locked)
       returning id as "jobId", deliveries as sequence`,
      [context.now],
    );
    context.deliver(jobs.map((job) => ({ ...job, delayMs: 0 })));
    return jobs.length;
  },
};
