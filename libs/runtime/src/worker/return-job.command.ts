import type { Command } from '../executor/command.js';
import { QUEUED_COLUMNS, type QueuedJob, toDelivery } from '../deliveries/lane.js';
import type { Lease } from './extend-leases.command.js';

/**
 * Gives a job back that a worker could not finish because it stops: another one takes it at once, and the attempt does not
 * count. Does nothing where the lease is lost.
 */
export const returnJob: Command<Lease, void> = {
  name: 'runtime.return-job',
  audited: false,

  async run(context, { jobId, owner }) {
    const jobs = await context.tx.query<QueuedJob>(
      `update job j
       set attempt = attempt - 1, lease_owner = null, lease_until = null, deliveries = deliveries + 1, delivered_at = $3
       where id = $1 and lease_owner = $2 and status = 'ready'
       returning ${QUEUED_COLUMNS}`,
      [jobId, owner, context.now],
    );
    context.deliver(jobs.map((job) => toDelivery(job)));
  },
};
