import { type JsonObject, newId } from '#foundation';
import type { CommandContext } from '../executor/command.js';
import type { LockedInstance } from '../instances/instance.js';
import { HORIZON_MS } from '../deliveries/horizon.js';
import { toDelivery } from '../deliveries/lane.js';
import type { JobKind } from './job-kind.js';

/** A job to come. */
export interface NewJob {
  readonly kind: JobKind;
  /** The instance it belongs to, where that is not the one at hand. */
  readonly instanceId?: string;
  /** The definition whose instance it begins, at `element`. */
  readonly definitionId?: string;
  /** The engine's key of the thing that waits for it. */
  readonly key?: number;
  readonly element?: string;
  readonly topic?: string;
  /** `camunda:failedJobRetryTimeCycle`. */
  readonly retryCycle?: string;
  /** `camunda:taskPriority`; 0 where the model says nothing. */
  readonly priority?: number;
  /** ISO 8601 UTC. */
  readonly dueAt: string;
  /** Timers: state of the calendars that `dueAt` was counted by. */
  readonly calendarPublication?: number;
  readonly payload?: JsonObject;
}

/** A row of `job` as the insert statement takes it. */
export interface JobRow extends NewJob {
  readonly id: string;
  readonly deliveries: number;
  readonly deliveredAt: string | null;
  readonly attempt: number;
  readonly leaseOwner?: string;
  readonly leaseSeconds?: number;
}

/** The instance that new jobs belong to, as it is after the step that makes them. */
export type JobsInstance = Pick<LockedInstance, 'id' | 'definitionId' | 'rootInstanceId' | 'businessKey' | 'state' | 'suspendedAt'>;

/** Columns and source of an insert into `job` out of a JSON array of {@link JobRow}s in parameter `$n`. */
export function insertJobsSql(instanceId: string, now: string, rows: string): string {
  return `insert into job (id, instance_id, definition_id, activity_key, kind, element_id, topic, retries, priority, due_at,
                           calendar_publication, payload, deliveries, delivered_at, attempt, lease_owner, lease_until, created_at)
          select j.id, coalesce(j."instanceId", ${instanceId}::uuid), j."definitionId", j.key, j.kind, j.element, j.topic,
                 j."retryCycle", coalesce(j.priority, 0), j."dueAt", j."calendarPublication", j.payload, j.deliveries,
                 j."deliveredAt", j.attempt, j."leaseOwner", business_now() + make_interval(secs => j."leaseSeconds"), ${now}
          from jsonb_to_recordset(${rows}) as j(id uuid, "instanceId" uuid, "definitionId" uuid, key integer, kind text,
               element text, topic text, "retryCycle" text, priority integer, "dueAt" timestamptz,
               "calendarPublication" bigint, payload jsonb, deliveries integer, "deliveredAt" timestamptz, attempt integer, "leaseOwner" text, "leaseSeconds" integer)`;
}

/**
 * Gives new jobs their ids. A worker of this process takes what it has a place for; of the rest, what is due soon goes
 * to the queue once the transaction is committed.
 */
export function toJobRows(context: CommandContext, jobs: readonly NewJob[], instance?: JobsInstance): JobRow[] {
  return jobs.map((given) => {
    const id = newId();
    const job = { ...given, kind: routed(context, given) };
    if (job.kind === 'external') return { ...job, id, deliveries: 0, deliveredAt: null, attempt: 0 };
    const lease = instance && takeAtHand(context, id, job, instance);
    if (lease !== undefined) {
      const { owner: leaseOwner, seconds: leaseSeconds } = lease;
      return { ...job, id, deliveries: 0, deliveredAt: null, attempt: 1, leaseOwner, leaseSeconds };
    }
    const delayMs = Math.max(0, Date.parse(job.dueAt) - Date.parse(context.now));
    if (delayMs > HORIZON_MS) return { ...job, id, deliveries: 0, deliveredAt: null, attempt: 0 };
    const definitionId = instance?.definitionId ?? job.definitionId;
    context.deliver([toDelivery({ ...job, jobId: id, sequence: 1, definitionId }, delayMs)]);
    return { ...job, id, deliveries: 1, deliveredAt: delayMs === 0 ? context.now : job.dueAt, attempt: 0 };
  });
}

/** Who does the work of a service task is a matter of its topic. */
function routed({ handlers }: CommandContext, { kind, topic }: NewJob): JobKind {
  return kind === 'service' && topic !== undefined && handlers.isExternal(topic) ? 'external' : kind;
}

/** Service jobs of the instance at hand only: all that a handler needs to know of it is known here. */
function takeAtHand({ jobsAtHand, now }: CommandContext, id: string, job: NewJob, instance: JobsInstance) {
  const { kind, key = null, element = null, topic = null, dueAt } = job;
  if (kind !== 'service' || dueAt > now || instance.suspendedAt !== null) return undefined;
  return jobsAtHand.take({
    id,
    kind,
    topic,
    elementId: element,
    activityKey: key,
    attempt: 1,
    lostAttempts: 0,
    dueAt,
    leasedAt: now,
    instanceId: instance.id,
    rootInstanceId: instance.rootInstanceId,
    businessKey: instance.businessKey,
    state: instance.state,
  });
}

/** Adds jobs to an instance that this transaction has not necessarily locked, or, with null, to none. */
export async function scheduleJobs(
  context: CommandContext,
  instanceId: string | null,
  jobs: readonly NewJob[],
): Promise<void> {
  if (jobs.length === 0) return;
  await context.tx.execute(insertJobsSql('$1', '$2', '$3'), [
    instanceId,
    context.now,
    JSON.stringify(toJobRows(context, jobs)),
  ]);
}
