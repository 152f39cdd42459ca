import type { Command } from '../executor/command.js';
import { HORIZON_MS } from './horizon.js';

/**
 * How many milliseconds too early a delivery has come that nobody could lease: BullMQ held it back by the clock of some
 * machine, and due dates are a matter of the database's. Null where that was not the reason, or where the due date has
 * been moved so far that the job will be armed anew.
 */
export const measureEarlyDelivery: Command<{ readonly jobId: string }, number | null> = {
  name: 'runtime.measure-early-delivery',
  audited: false,

  async run(context, { jobId }) {
    const [job] = await context.tx.query<{ ms: number }>(
      `select (extract(epoch from due_at - $2) * 1000)::float8 as ms from job
       where id = $1 and status = 'ready' and due_at > $2
         and due_at <= $2::timestamptz + make_interval(secs => ${HORIZON_MS / 1000})`,
      [jobId, context.now],
    );
    return job?.ms ?? null;
  },
};
