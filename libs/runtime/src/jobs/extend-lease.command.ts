import type { Command } from '../command.js';
import type { LeaseJobInput } from './lease-job.command.js';

/** Keeps a lease alive while a long handler runs; false when it has passed to somebody else. */
export const extendLease: Command<LeaseJobInput, boolean> = {
  name: 'runtime.extend-lease',
  audited: false,

  async run(context, { jobId, owner, leaseSeconds }) {
    const rows = await context.tx.execute(
      `update job set lease_until = $3::timestamptz + make_interval(secs => $4) where id = $1 and lease_owner = $2`,
      [jobId, owner, context.now, leaseSeconds],
    );
    return rows === 1;
  },
};
