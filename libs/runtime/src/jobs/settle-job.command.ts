import type { Statement } from '#database';
import type { EngineCommand } from '#engine';
import type { JsonObject } from '#foundation';
import type { Command, CommandContext } from '../executor/command.js';
import { LeaseLostError } from '../errors.js';
import { advanceInstance } from '../instances/advance-instance.js';
import { INSTANCE_COLUMNS, type LockedInstance } from '../instances/instance.js';
import { type ChildEnd, fromChildEnd } from './child-end.js';
import { followHops } from './hops.js';
import type { JobResult } from '../worker/job-handler.js';
import { QUEUED_COLUMNS, type QueuedJob, toDelivery } from '../deliveries/lane.js';
import type { JobKind } from './job-kind.js';

/**
 * What came of a job. `due`: it was only to wait for its time or its turn. `local`: seen by the output mappings only.
 */
export type JobOutcome =
  | { readonly kind: 'done'; readonly result: JobResult; readonly local?: JsonObject }
  | {
      readonly kind: 'bpmn-error';
      readonly errorCode: string;
      readonly errorMessage: string;
      /** Become variables before the error leaves the task. */
      readonly variables?: JsonObject;
    }
  | { readonly kind: 'due' };

export interface SettleJobInput {
  readonly jobId: string;
  readonly owner: string;
  readonly outcome: JobOutcome;
}

/** An instance and the job that is to move it, both locked: `id`, `status` and what else it extends are the instance's. */
export interface InstanceWithJob extends LockedInstance {
  readonly jobKind: JobKind;
  /** Null for a signal, which is for the whole instance. */
  readonly activityKey: number | null;
  readonly leaseOwner: string | null;
  readonly topic: string | null;
  readonly payload: JsonObject | null;
  readonly attempt: number;
  /** The attempts that ended in a failure since it was made or last retried by an operator; others were lost. */
  readonly failedAttempts: number;
  /** Of its model; null where that names none. */
  readonly retryCycle: string | null;
}

/** Jobs of a program that did not know which catchers a signal was for have no keys. */
interface SignalPayload {
  readonly signal: string;
  readonly variables: JsonObject;
  readonly keys?: readonly number[];
}

/**
 * Lets the instance go on from a finished job, exactly once: job and instance are locked together, and only the holder
 * of the lease may settle. The job row goes in the same transaction, together with what the handler handed back.
 * @throws LeaseLostError when the job is settled already, in other hands, or a timer that was moved on.
 */
export const settleJob: Command<SettleJobInput, void, InstanceWithJob> = {
  name: 'runtime.settle-job',

  opening: ({ jobId }) => holdJob(jobId),

  async run(context, { jobId, owner, outcome }, [instance]) {
    if (instance === undefined || instance.leaseOwner !== owner) throw new LeaseLostError(jobId);
    if (instance.suspendedAt !== null) {
      // Suspended since it was leased: what was done outside is done again with the same job id when it goes on.
      await context.tx.execute(
        `update job set status = 'suspended', attempt = attempt - 1, lease_owner = null, lease_until = null where id = $1`,
        [jobId],
      );
      context.nothingChanged();
      return;
    }
    // Of the other kinds several may have one key, or none: those rows go by their id.
    const consumedJob = isAloneWithItsKey(instance.jobKind) ? (instance.activityKey ?? undefined) : undefined;
    if (consumedJob === undefined || instance.status !== 'active') {
      await context.tx.execute('delete from job where id = $1', [jobId]);
    }
    // A called instance may report to its caller, and a signal may arrive, when the instance has just ended.
    if (instance.status === 'active') {
      const { jobKind, payload } = instance;
      const following = jobKind === 'signal' ? await followHops(context, { jobId, payload: payload ?? {} }) : context;
      await advanceInstance(following, instance, await toEngineCommand(context, instance, outcome), consumedJob);
    }
    if (instance.jobKind === 'child-escalated') await deliverNextOf(context, instance);
    context.audit({ subject: 'process-instance', subjectId: instance.id, detail: { jobId, outcome: outcome.kind } });
  },
};

/**
 * Locks a job together with its instance: the first statement of whoever settles it. A timer that was moved on since it was
 * leased is not there: a program of an earlier release moves it and leaves the lease as it is.
 */
export function holdJob(jobId: string): Statement {
  return {
    sql: `select ${INSTANCE_COLUMNS}, j.kind as "jobKind", j.activity_key as "activityKey", j.lease_owner as "leaseOwner",
            j.topic, j.payload, j.attempt, coalesce((j.error ->> 'attempt')::integer, 0) as "failedAttempts", j.retries as "retryCycle"
          from job j join process_instance i on i.id = j.instance_id
          where j.id = $1 and (j.kind <> 'timer' or j.due_at <= business_now()) for no key update of i, j`,
    parameters: [jobId],
  };
}

function isAloneWithItsKey(kind: JobKind): boolean {
  return kind === 'service' || kind === 'external' || kind === 'timer' || kind === 'child-ended';
}

async function toEngineCommand(
  context: CommandContext,
  job: Pick<InstanceWithJob, 'jobKind' | 'activityKey' | 'topic' | 'payload'>,
  outcome: JobOutcome,
): Promise<EngineCommand> {
  const key = job.activityKey ?? 0;
  const payload = job.payload ?? {};
  if (outcome.kind === 'bpmn-error') {
    const { errorCode, errorMessage, variables } = outcome;
    return { type: 'failJob', key, errorCode, errorMessage, ...(variables !== undefined && { variables }) };
  }
  if (outcome.kind === 'done') {
    const committed = await outcome.result.commit?.(context.named(job.topic ?? 'runtime.service-task'));
    const output = { ...outcome.result.output, ...committed };
    return { type: 'completeJob', key, output, ...(outcome.local !== undefined && { local: outcome.local }) };
  }
  switch (job.jobKind) {
    case 'child-ended':
      return fromChildEnd(key, payload as ChildEnd & JsonObject);
    case 'child-escalated': {
      const { escalationCode } = payload as { readonly escalationCode: string | null };
      return { type: 'childEscalated', key, ...(escalationCode !== null && { escalationCode }) };
    }
    case 'signal': {
      const { signal, variables, keys } = payload as SignalPayload & JsonObject;
      return { type: 'deliverSignal', signal, variables, keys };
    }
    default:
      return { type: 'fireTimer', key };
  }
}

/** What had to wait behind this job is not left to the sweep. */
async function deliverNextOf(context: CommandContext, { id, activityKey }: InstanceWithJob): Promise<void> {
  const next = await context.tx.query<QueuedJob>(
    `update job j set deliveries = j.deliveries + 1, delivered_at = $3
     where j.id = (select id from job where instance_id = $1 and activity_key = $2 and status = 'ready'
                   order by number limit 1)
     returning ${QUEUED_COLUMNS}`,
    [id, activityKey, context.now],
  );
  context.deliver(next.map((job) => toDelivery(job)));
}
