import type { Statement } from '#database';
import type { JsonObject } from '#foundation';
import type { CommandContext } from '../executor/command.js';
import { type LockedInstance, lockInstance } from '../instances/instance.js';
import type { JobKind } from '../jobs/job-kind.js';
import { JobNotFailedError, JobNotFoundError } from './errors.js';

/** A job that has failed and that nobody attempts now: out of attempts, or with the next one still to come. */
export interface FailedJob {
  readonly id: string;
  readonly kind: JobKind;
  /** Null for a job that is to begin an instance. */
  readonly instanceId: string | null;
  readonly definitionId: string | null;
  /** Null where no open thing of the instance waits for it. */
  readonly activityKey: number | null;
  readonly elementId: string | null;
  readonly topic: string | null;
  readonly payload: JsonObject | null;
  /** Operators hold the instance, or the definition, that goes on by it. */
  readonly suspended: boolean;
  /** The instance that goes on by it, locked. Null for a start, and for a message, which is its thrower's no more. */
  readonly instance: LockedInstance | null;
}

/** The opening of what operators do with a failed job: whose it is. */
export function findJob({ jobId }: { readonly jobId: string }): Statement {
  return {
    sql: `select case when kind <> 'message' then instance_id end as "instanceId" from job where id = $1`,
    parameters: [jobId],
  };
}

/** A row of {@link findJob}. */
export interface KnownJob {
  readonly instanceId: string | null;
}

/** Locks a failed job for an operator: first its instance, as everywhere. @throws JobNotFoundError, JobNotFailedError */
export async function lockFailedJob(
  context: CommandContext,
  jobId: string,
  known: KnownJob | undefined,
): Promise<FailedJob> {
  if (known === undefined) throw new JobNotFoundError(jobId);
  // Sent together, and taken in this order.
  const [instance, [job]] = await Promise.all([
    known.instanceId === null ? null : lockInstance(context, known.instanceId),
    lockJob(context, jobId),
  ]);
  if (job === undefined) throw new JobNotFoundError(jobId);
  const { definitionSuspended, hasFailed, isAttempted, ...facts } = job;
  if (!hasFailed) throw new JobNotFailedError(jobId, 'has not failed');
  if (isAttempted) throw new JobNotFailedError(jobId, 'is being attempted at this moment');
  return { ...facts, instance, suspended: definitionSuspended || (instance?.suspendedAt ?? null) !== null };
}

function lockJob(context: CommandContext, jobId: string) {
  return context.tx.query<
    Omit<FailedJob, 'instance' | 'suspended'> & { definitionSuspended: boolean; hasFailed: boolean; isAttempted: boolean }
  >(
    `select j.id, j.kind, j.instance_id as "instanceId", j.definition_id as "definitionId", j.activity_key as "activityKey",
       j.element_id as "elementId", j.topic, j.payload,
       coalesce(j.lease_until > $2, false) as "isAttempted", j.error is not null as "hasFailed",
       exists (select 1 from process_definition d where d.id = j.definition_id and d.suspended_at is not null)
         as "definitionSuspended"
     from job j where j.id = $1 for update of j`,
    [jobId, context.now],
  );
}
