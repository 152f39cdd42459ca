import { retryPauseMs } from '#expressions';
import type { Command } from '../executor/command.js';
import { LeaseLostError } from '../errors.js';
import { type AttemptedJob, type FailureReport, recordFailure } from './job-failure.js';
import { parseRetryCycle } from './retry-cycle-of-job.js';
import { settleAsBpmnError } from './settle-as-bpmn-error.js';

export interface FailJobInput {
  readonly jobId: string;
  readonly owner: string;
  readonly error: FailureReport;
}

/**
 * Records a technical failure: the job becomes due again after the pause of its retry cycle, or stands as a *failed job*
 * for an operator when its attempts are used up or the failure is permanent. The process itself stays where it is. Where
 * the model makes a BPMN error of the failure, the job is settled with that instead.
 * @throws LeaseLostError
 */
export const failJob: Command<FailJobInput, 'bpmn-error' | 'retried' | 'failed'> = {
  name: 'runtime.fail-job',

  async run(context, { jobId, owner, error }) {
    if (await settleAsBpmnError(context, { jobId, owner, message: error.message })) return 'bpmn-error';
    const [job] = await context.tx.query<AttemptedJob & { readonly retryCycle: string | null }>(
      `select id as "jobId", attempt, retries as "retryCycle", instance_id as "instanceId", kind = 'external' as external
       from job
       where id = $1 and lease_owner = $2 for update`,
      [jobId, owner],
    );
    if (job === undefined) throw new LeaseLostError(jobId);
    const cycle = parseRetryCycle(job.retryCycle, context.retryCycle);
    const failed = error.permanent === true || job.attempt >= cycle.attempts;
    const next = failed ? 'failed' : { pauseMs: retryPauseMs(cycle, job.attempt, spreadOf(jobId)) };
    await recordFailure(context, job, error, next, { of: cycle.attempts });
    return failed ? 'failed' : 'retried';
  },
};

/** The random end of the id, as a number from 0 up to 1. */
function spreadOf(jobId: string): number {
  return parseInt(jobId.slice(-8), 16) / 2 ** 32;
}
