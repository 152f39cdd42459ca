import { retryPauseMs } from '#expressions';
import type { Command, CommandContext } from '../executor/command.js';
import { LeaseLostError } from '../errors.js';
import { type AttemptedJob, type FailureReport, recordFailure } from './job-failure.js';
import { parseRetryCycle } from './retry-cycle-of-job.js';
import { settleAsBpmnError } from './settle-as-bpmn-error.js';
import { holdJob, type InstanceWithJob } from './settle-job.command.js';

export interface FailJobInput {
  readonly jobId: string;
  readonly owner: string;
  readonly error: FailureReport;
}

/**
 * Records a technical failure: the job becomes due again after the pause of its retry cycle, or stands as a *failed job*
 * for an operator when its attempts are used up or the failure is permanent. Attempts that were lost, with their worker or in
 * an outage, use up none. The process itself stays where it is. Where
 * the model makes a BPMN error of the failure, the job is settled with that instead.
 * @throws LeaseLostError
 */
export const failJob: Command<FailJobInput, 'bpmn-error' | 'retried' | 'failed', InstanceWithJob> = {
  name: 'runtime.fail-job',

  opening: ({ jobId }) => holdJob(jobId),

  async run(context, { jobId, owner, error: reported }, [held]) {
    const job = held === undefined ? await holdDetached(context, jobId) : toAttempted(jobId, held);
    if (job?.leaseOwner !== owner) throw new LeaseLostError(jobId);
    const error = held === undefined ? reported : await settleAsBpmnError(context, held, { jobId, owner, error: reported });
    if (error === null) return 'bpmn-error';
    const cycle = parseRetryCycle(job.retryCycle, context.retryCycle);
    const failed = error.permanent === true || error.unexplained === true || job.attempt >= cycle.attempts;
    const next = failed ? 'failed' : { pauseMs: retryPauseMs(cycle, job.attempt, spreadOf(jobId)) };
    await recordFailure(context, job, error, next, { of: cycle.attempts });
    return failed ? 'failed' : 'retried';
  },
};

type LeasedAttempt = AttemptedJob & Pick<InstanceWithJob, 'leaseOwner' | 'retryCycle'>;

function toAttempted(jobId: string, { id: instanceId, jobKind, failedAttempts, leaseOwner, retryCycle }: InstanceWithJob): LeasedAttempt {
  return { jobId, instanceId, attempt: failedAttempts + 1, external: jobKind === 'external', leaseOwner, retryCycle };
}

/** A job that is to begin an instance has none yet. */
async function holdDetached({ tx }: CommandContext, jobId: string): Promise<LeasedAttempt | undefined> {
  const [job] = await tx.query<LeasedAttempt>(
    `select id as "jobId", coalesce((error ->> 'attempt')::integer, 0) + 1 as attempt, retries as "retryCycle", null as "instanceId", lease_owner as "leaseOwner"
     from job where id = $1 and instance_id is null for update`,
    [jobId],
  );
  return job;
}

/** The random end of the id, as a number from 0 up to 1. */
function spreadOf(jobId: string): number {
  return parseInt(jobId.slice(-8), 16) / 2 ** 32;
}
