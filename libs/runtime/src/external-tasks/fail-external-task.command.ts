import type { JsonObject } from '#foundation';
import type { Command } from '../executor/command.js';
import { failJob } from '../jobs/fail-job.command.js';
import { recordFailure } from '../jobs/job-failure.js';
import { holdJob, type InstanceWithJob } from '../jobs/settle-job.command.js';
import { settleAsBpmnError } from '../jobs/settle-as-bpmn-error.js';
import { setVariables } from '../live-change/set-variables.command.js';
import { lockOwner } from './external-task.js';
import { holdExternalTask, requireHeld, sentByWorker, type TaskOfWorker } from './hold-external-task.js';

export interface FailExternalTaskInput extends TaskOfWorker {
  readonly errorMessage?: string;
  /** A stack, for operators. */
  readonly errorDetails?: string;
  /** Attempts left: 0 leaves the task to an operator. Absent: the retry cycle of the model says. */
  readonly retries?: number;
  /** Pause before the next attempt, in milliseconds; with `retries`. */
  readonly retryTimeout?: number;
  /** Become variables of the process, whatever comes of the task. */
  readonly variables?: JsonObject;
}

/**
 * A worker could not do its work: the task can be fetched again after a pause, or stands as a failed job. Where the
 * model makes a BPMN error of the failure (`camunda:errorEventDefinition`), the task ends with that instead.
 * @throws ExternalTaskNotFoundError, ExternalTaskNotLockedError, InstanceSuspendedError
 */
export const failExternalTask: Command<FailExternalTaskInput, void, InstanceWithJob> = {
  name: 'runtime.fail-external-task',
  opening: holdExternalTask,
  request: sentByWorker,

  async run(context, input, [read]) {
    let held = requireHeld(read, input);
    const { taskId: jobId, errorDetails: stack, retries, retryTimeout = 0, variables } = input;
    const message = input.errorMessage ?? 'The worker reported a failure without a message.';
    const reported = { message, stack };
    const owner = lockOwner(input);
    if (variables !== undefined) {
      await context.run(setVariables, { instanceId: held.id, variables });
      const { sql, parameters } = holdJob(jobId);
      const [after] = await context.tx.query<InstanceWithJob>(sql, parameters);
      // A conditional event may have taken them for the end of the task: then nothing is left to fail.
      if (after === undefined) return;
      held = after;
    }
    if (retries === undefined) {
      await failJob.run(context.named(failJob.name), { jobId, owner, error: reported }, [held]);
      return;
    }
    const error = await settleAsBpmnError(context, held, { jobId, owner, error: reported });
    if (error === null) return;
    await context.tx.execute(
      `update job set payload = coalesce(payload, '{}') || jsonb_build_object('retries', $2::integer) where id = $1`,
      [jobId, retries],
    );
    // Locks that only ran out are no failures.
    const attempted = { jobId, instanceId: held.id, attempt: held.failedAttempts + 1, external: true };
    await recordFailure(context, attempted, error, retries === 0 ? 'failed' : { pauseMs: retryTimeout });
  },
};
