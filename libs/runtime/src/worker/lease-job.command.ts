import type { EngineState } from '#engine';
import type { Command } from '../executor/command.js';
import { isFreeForWorker } from '../jobs/free-jobs.js';
import type { JobKind } from '../jobs/job-kind.js';

export interface LeaseJobInput {
  readonly jobId: string;
  /** Who takes it: unique per lease. */
  readonly owner: string;
  readonly leaseSeconds: number;
}

/** A job in the hands of this worker until the lease ends. */
export interface LeasedJob {
  readonly id: string;
  /** The name under which it is held, of this lease alone. */
  readonly owner: string;
  readonly kind: JobKind;
  readonly elementId: string | null;
  readonly topic: string | null;
  readonly attempt: number;
  /** The attempts before this one that ended neither well nor in a failure, one after the other. */
  readonly lostAttempts: number;
  readonly dueAt: string;
  readonly leasedAt: string;
  /** What a handler needs to know; present for the jobs of an instance. */
  readonly instanceId: string | null;
  readonly rootInstanceId: string | null;
  readonly businessKey: string | null;
  readonly activityKey: number | null;
  readonly state: EngineState | null;
}

/**
 * A job of what operators hold is laid aside when its turn comes, so that whoever makes jobs need not ask. A message is
 * on its way already: it is not for the instance that threw it.
 */
const IS_SUSPENDED = `(i.suspended_at is not null and j.kind <> 'message' or d.suspended_at is not null)`;

/**
 * Takes a due job that nobody holds; null when it is gone, not due, failed, in other hands, for external workers, or has to
 * wait for an older one with the same key (the escalations of a called instance come before its end). That is normal.
 */
export const leaseJob: Command<LeaseJobInput, LeasedJob | null, LeasedJob & { readonly status: string }> = {
  name: 'runtime.lease-job',
  audited: false,
  single: true,

  opening: ({ jobId, owner, leaseSeconds }) => ({
    sql: LEASE,
    parameters: [jobId, owner, leaseSeconds],
  }),

  run: (_context, _input, [job]) => Promise.resolve(job?.status === 'ready' ? job : null),
};

const LEASE = `
  with clock as materialized (select business_now() as now)
  update job j
  set status = case when ${IS_SUSPENDED} then 'suspended' else j.status end,
    lease_owner = case when ${IS_SUSPENDED} then null else $2 end,
    lease_until = case when ${IS_SUSPENDED} then null else clock.now + make_interval(secs => $3) end,
    attempt = case when ${IS_SUSPENDED} then j.attempt else j.attempt + 1 end
  from clock, job self left join process_instance i on i.id = self.instance_id
    left join process_definition d on d.id = self.definition_id
  where j.id = $1 and self.id = j.id and ${isFreeForWorker('j', 'clock.now')}
  returning j.id, $2 as owner, j.kind, j.status, j.instance_id as "instanceId", i.root_instance_id as "rootInstanceId",
    i.business_key as "businessKey", j.activity_key as "activityKey", j.element_id as "elementId", j.topic,
    j.attempt, j.attempt - 1 - coalesce((j.error ->> 'attempt')::integer, 0) as "lostAttempts", i.state, j.due_at as "dueAt", clock.now as "leasedAt"`;
