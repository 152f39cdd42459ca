import { CONTINUE_TOPIC } from '#engine';
import type { JsonObject } from '#foundation';
import type { Command } from '../executor/command.js';
import { advanceInstance } from '../instances/advance-instance.js';
import { JobNotResolvableError } from './errors.js';
import { type InstanceAfter, instanceAfter } from './instance-after.js';
import { findJob, type KnownJob, lockFailedJob } from './lock-failed-job.js';

export interface ResolveJobInput {
  readonly jobId: string;
  /** What the handler would have returned. */
  readonly output: JsonObject;
  /** Why, in the words of the person who does it. */
  readonly reason: string;
}

export interface ResolvedJob {
  readonly jobId: string;
  readonly outcome: 'resolved';
  readonly instance: InstanceAfter;
}

/**
 * Completes a failed service task as if its handler had returned the output: for work that somebody has done by hand. Its
 * handler runs no more. The trail keeps the names of the output, not what they hold.
 * @throws JobNotFoundError, JobNotFailedError, JobNotResolvableError; InstanceSuspendedError, since the case would go on;
 *   EngineError where the process cannot go on with this output.
 */
export const resolveJob: Command<ResolveJobInput, ResolvedJob, KnownJob> = {
  name: 'runtime.resolve-job',
  opening: findJob,

  async run(context, { jobId, output, reason }, [known]) {
    const { kind, topic, instance, activityKey, elementId } = await lockFailedJob(context, jobId, known);
    const hasHandler = (kind === 'service' && topic !== CONTINUE_TOPIC) || kind === 'external';
    if (!hasHandler || instance === null || activityKey === null) throw new JobNotResolvableError(jobId, kind);
    await advanceInstance(context, instance, { type: 'completeJob', key: activityKey, output }, activityKey);
    context.audit({
      subject: 'process-instance',
      subjectId: instance.id,
      detail: { jobId, elementId, reason, output: Object.keys(output) },
    });
    return { jobId, outcome: 'resolved', instance: await instanceAfter(context, instance.id) };
  },
};
