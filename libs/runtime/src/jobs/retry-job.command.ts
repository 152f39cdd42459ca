import type { Command } from '../command.js';
import { JobNotFailedError, JobNotFoundError } from '../errors.js';
import { jobSubject } from './job-subject.js';

/** Gives a failed job a new set of attempts, at once; a row of messages or signals is counted anew. @throws JobNotFoundError, JobNotFailedError */
export const retryJob: Command<{ jobId: string }, void> = {
  name: 'runtime.retry-job',

  async run(context, { jobId }) {
    const [job] = await context.tx.query<{ status: string; instanceId: string | null; deliveries: number }>(
      'select status, instance_id as "instanceId", deliveries from job where id = $1 for update',
      [jobId],
    );
    if (job === undefined) throw new JobNotFoundError(`There is no job ${jobId}: it is done, or its instance has ended.`);
    if (job.status !== 'failed') throw new JobNotFailedError(`Job ${jobId} has not failed; it is still being attempted.`);
    const sequence = job.deliveries + 1;
    await context.tx.execute(
      `update job set status = 'ready', attempt = 0, due_at = $2, deliveries = $3, delivered_at = $2,
         payload = payload - 'hops'
       where id = $1`,
      [jobId, context.now, sequence],
    );
    context.deliver([{ jobId, sequence, delayMs: 0 }]);
    context.audit({ ...jobSubject(jobId, job.instanceId), detail: { jobId } });
  },
};
