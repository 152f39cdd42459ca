import type { JsonObject } from '#foundation';
import type { Command, CommandContext } from '../executor/command.js';
import { advanceInstance } from '../instances/advance-instance.js';
import { jobSubject } from '../jobs/job-subject.js';
import { QUEUED_COLUMNS, type QueuedJob, toDelivery } from '../deliveries/lane.js';
import { JobHasNoScopeError } from './errors.js';
import { type FailedJob, findJob, type KnownJob, lockFailedJob } from './lock-failed-job.js';

export interface RetryJobInput {
  readonly jobId: string;
  /** Set first, in the same transaction. */
  readonly variables?: JsonObject;
  /** Where they are set: in the process, if it does not say, or for the activity alone, for as long as it runs. */
  readonly scope?: 'process' | 'activity';
}

export interface RetriedJob {
  readonly jobId: string;
  /** The instance that goes on by it; null for a start and a message. */
  readonly instanceId: string | null;
  /**
   * `retried`: it is attempted at once. `held`: it will be when its suspended instance, or definition, is resumed.
   * `withdrawn`: the changed variables have ended what it was for.
   */
  readonly outcome: 'retried' | 'held' | 'withdrawn';
}

/**
 * Gives a failed job a new set of attempts; its failures stay with it. A row of messages or signals is counted anew, and so
 * are the attempts that an external worker has left.
 * @throws JobNotFoundError, JobNotFailedError, JobHasNoScopeError, EngineError
 */
export const retryJob: Command<RetryJobInput, RetriedJob, KnownJob> = {
  name: 'runtime.retry-job',
  opening: findJob,

  async run(context, { jobId, variables = {}, scope = 'process' }, [known]) {
    const job = await lockFailedJob(context, jobId, known);
    const names = Object.keys(variables);
    if (names.length > 0) await changeVariables(context, job, variables, scope);
    const { suspended, kind } = job;
    // The definition is not locked: whether it is held still, a worker sees when it comes to the job.
    const laidAside = (job.instance?.suspendedAt ?? null) !== null;
    const [retried] = await context.tx.query<QueuedJob>(
      `update job j
       set status = $3, attempt = 0, due_at = $2, deliveries = j.deliveries + 1, delivered_at = $4, lease_owner = null,
         lease_until = null, error = null, payload = j.payload - 'hops' - 'retries'
       where j.id = $1 returning ${QUEUED_COLUMNS}`,
      [jobId, context.now, laidAside ? 'suspended' : 'ready', suspended ? null : context.now],
    );
    context.audit({
      ...jobSubject(jobId, job.instanceId),
      detail: { jobId, ...(names.length > 0 && { variables: names, scope }) },
    });
    const instanceId = job.instance?.id ?? null;
    if (retried === undefined) return { jobId, instanceId, outcome: 'withdrawn' };
    if (suspended) return { jobId, instanceId, outcome: 'held' };
    if (kind !== 'external') context.deliver([toDelivery(retried)]);
    return { jobId, instanceId, outcome: 'retried' };
  },
};

async function changeVariables(
  context: CommandContext,
  { id, instance, activityKey }: FailedJob,
  variables: JsonObject,
  scope: 'process' | 'activity',
): Promise<void> {
  if (instance === null || (scope === 'activity' && activityKey === null)) throw new JobHasNoScopeError(id);
  const key = scope === 'activity' && activityKey !== null ? { key: activityKey } : {};
  await advanceInstance(context, instance, { type: 'setVariables', variables, ...key });
}
