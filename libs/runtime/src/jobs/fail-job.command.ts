import type { Command } from '../command.js';
import { LeaseLostError } from '../errors.js';
import { jobSubject } from './job-subject.js';
import { parseRetryCycle } from './retry-cycle.js';
import { settleAsBpmnError } from './settle-as-bpmn-error.js';

export interface FailJobInput {
  readonly jobId: string;
  readonly owner: string;
  readonly error: { readonly message: string; readonly stack?: string; readonly code?: string };
}

/**
 * Records a technical failure: the job becomes due again after the pause of its retry cycle, or stands as a *failed job*
 * for an operator when its attempts are used up. The process itself stays where it is. Where the model makes a BPMN
 * error of the failure, the job is settled with that instead.
 * @throws LeaseLostError
 */
export const failJob: Command<FailJobInput, { failed: boolean }> = {
  name: 'runtime.fail-job',

  async run(context, { jobId, owner, error }) {
    if (await settleAsBpmnError(context, { jobId, owner, message: error.message })) return { failed: false };
    const [job] = await context.tx.query<{ attempt: number; retries: string | null; instanceId: string | null; deliveries: number }>(
      `select attempt, retries, instance_id as "instanceId", deliveries from job
       where id = $1 and lease_owner = $2 for update`,
      [jobId, owner],
    );
    if (job === undefined) throw new LeaseLostError(jobId);
    const { attempts, pauseMs: onlyPause, pausesMs } = parseRetryCycle(job.retries);
    const pauseMs = pausesMs?.[job.attempt - 1] ?? onlyPause;
    const failed = job.attempt >= attempts;
    const dueAt = new Date(Date.parse(context.now) + pauseMs).toISOString();
    await context.tx.execute(
      `update job
       set status = $2, due_at = $3, error = $4, lease_owner = null, lease_until = null,
           deliveries = deliveries + 1, delivered_at = $3
       where id = $1`,
      [jobId, failed ? 'failed' : 'ready', dueAt, JSON.stringify({ ...error, at: context.now, attempt: job.attempt })],
    );
    if (!failed) context.deliver([{ jobId, sequence: job.deliveries + 1, delayMs: pauseMs }]);
    context.audit({
      ...jobSubject(jobId, job.instanceId),
      detail: { jobId, attempt: job.attempt, of: attempts, error: error.message },
    });
    const code = failed ? 'runtime.job-failed' : 'runtime.job-will-be-retried';
    context.log[failed ? 'error' : 'warn']({ code, jobId, attempt: job.attempt, error: error.message });
    return { failed };
  },
};
