import type { Lane } from '#queue';
import type { Command } from '../executor/command.js';
import { isFreeForWorker } from '../jobs/free-jobs.js';
import { IN_LANE, QUEUED_COLUMNS, type QueuedJob, toDelivery } from './lane.js';

/** What the queue has lost of a lane. */
export interface LostDeliveries {
  /** What was handed over up to this instant, ISO 8601 UTC, and not since, is handed over again. */
  readonly before: string;
  /**
   * Under a new sequence number: the queue holds nothing that waits, so the delivery of a job that nobody takes is gone,
   * held back by a clock that is wrong, or in dead hands. Otherwise under the same, which changes nothing for a job whose
   * delivery is waiting after all.
   */
  readonly anew: boolean;
}

export interface RedeliverDueJobsInput {
  readonly lane: Lane;
  /** Absent: it has lost nothing. */
  readonly lost?: LostDeliveries;
  /** Due date of the last job of the batch before, ISO 8601 UTC. */
  readonly from?: string;
}

export interface RedeliveredJobs {
  readonly count: number;
  /** Due date of the last of them. */
  readonly upTo?: string;
}

/** Jobs handed over in one transaction; the next follows at once while there are more. */
export const SWEEP_BATCH = 1_000;
/** Whatever the queue says: a job that is due and was handed over this long ago is handed over again. */
const DOUBTED_AFTER = '30 seconds';

/**
 * Hands due jobs of one lane to the queue that it does not have: those never handed over (beyond the horizon, resumed, at
 * hand of a worker that died), those whose lease has ended with their worker, and what the sweep found lost. One worker
 * at a time looks through a lane; to the others it gives nothing.
 *
 * Tried: a new sequence number each time; a long backlog then grew in the queue every five seconds, as many times as it
 * took. Never a new one: then a delivery that BullMQ holds back by the clock of a machine that is wrong hid its job.
 *
 * The index of the lane gives the candidates oldest first; a sweep over a million waiting timers reads only those due.
 * What was found is updated by an array of ids, not by a join: counted by autovacuum while a long insertion was open, the
 * table looks empty to Postgres, and the join read all of it for each job (seen: 4 s for 1,000 of 20,000).
 */
export const redeliverDueJobs: Command<RedeliverDueJobsInput, RedeliveredJobs> = {
  name: 'runtime.redeliver-due-jobs',
  audited: false,

  async run(context, { lane, lost, from }) {
    const jobs = await context.tx.query<QueuedJob & { readonly dueAt: string }>(
      `with turn as materialized (select pg_try_advisory_xact_lock(hashtext('congvan.sweep'), hashtext('${lane}')) as ours),
       due as (
         select j.id from job j
         where (select ours from turn) and ${isFreeForWorker('j', '$1')} and ${IN_LANE[lane]} and j.due_at >= $4
           and (${IS_NEW} or j.delivered_at <= $3
             or j.delivered_at <= $1::timestamptz - interval '${DOUBTED_AFTER}')
         order by j.due_at limit ${SWEEP_BATCH} for update skip locked)
       update job j set deliveries = j.deliveries + (${IS_NEW} or $2)::integer, delivered_at = $1
       where j.id = any(array(select id from due))
       returning ${QUEUED_COLUMNS}, j.due_at as "dueAt"`,
      [context.now, lost?.anew ?? false, lost?.before ?? '-infinity', from ?? '-infinity'],
    );
    context.deliver(jobs.map((job) => ({ ...toDelivery(job), again: true })));
    const dueDates = jobs.map(({ dueAt }) => dueAt).sort();
    return { count: jobs.length, upTo: dueDates.at(-1) };
  },
};

/** Never handed over for the attempt that is due. */
const IS_NEW = `coalesce(j.delivered_at < j.lease_until, j.delivered_at is null)`;
