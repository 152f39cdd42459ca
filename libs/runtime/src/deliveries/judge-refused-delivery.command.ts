import type { Command } from '../executor/command.js';
import { isHeld } from '../jobs/free-jobs.js';
import { HORIZON_MS } from './horizon.js';

/**
 * Why a delivery has come that nobody could lease. `held`: operators hold what it is for. A number: so many milliseconds
 * too early, for BullMQ held it back by the clock of some machine, and due dates are a matter of the database's. Null: for
 * another reason, or the due date has been moved so far that the job will be armed anew.
 */
export const judgeRefusedDelivery: Command<{ readonly jobId: string }, number | 'held' | null> = {
  name: 'runtime.judge-refused-delivery',
  audited: false,

  async run(context, { jobId }) {
    const [job] = await context.tx.query<{ ms: number; held: boolean }>(
      `select (extract(epoch from j.due_at - $2) * 1000)::float8 as ms, ${isHeld('j', 'i', 'd')} as held
       from job j left join process_instance i on i.id = j.instance_id left join process_definition d on d.id = j.definition_id
       where j.id = $1 and j.status = 'ready' and j.due_at <= $2::timestamptz + make_interval(secs => ${HORIZON_MS / 1000})`,
      [jobId, context.now],
    );
    if (job === undefined) return null;
    if (job.ms > 0) return job.ms;
    return job.held ? 'held' : null;
  },
};
