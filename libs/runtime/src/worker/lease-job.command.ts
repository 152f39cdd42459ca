import type { EngineState } from '#engine';
import type { Command } from '../executor/command.js';
import { isFreeForWorker, isHeld } from '../jobs/free-jobs.js';
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
 * Takes a due job that nobody holds; null when it is gone, not due, failed, in other hands, held by operators, for external
 * workers, or has to wait for an older one with the same key (the escalations of a called instance come before its end).
 * That is normal. Whoever asks again under the same name gets it again: the answer to the first time may have been lost.
 */
export const leaseJob: Command<LeaseJobInput, LeasedJob | null, LeasedJob> = {
  name: 'runtime.lease-job',
  audited: false,
  single: true,

  opening: ({ jobId, owner, leaseSeconds }) => ({
    sql: LEASE,
    parameters: [jobId, owner, leaseSeconds],
  }),

  run: (_context, _input, [job]) => Promise.resolve(job ?? null),
};

const LEASE = `
  with clock as materialized (select business_now() as now)
  update job j
  set lease_owner = $2, lease_until = clock.now + make_interval(secs => $3),
    attempt = j.attempt + (j.lease_owner is distinct from $2)::integer
  from clock, job self left join process_instance i on i.id = self.instance_id
    left join process_definition d on d.id = self.definition_id
  where j.id = $1 and self.id = j.id and (${isFreeForWorker('j', 'clock.now')} or j.lease_owner = $2) and not ${isHeld('j', 'i', 'd')}
  returning j.id, $2 as owner, j.kind, j.instance_id as "instanceId", i.root_instance_id as "rootInstanceId",
    i.business_key as "businessKey", j.activity_key as "activityKey", j.element_id as "elementId", j.topic,
    j.attempt, j.attempt - 1 - coalesce((j.error ->> 'attempt')::integer, 0) as "lostAttempts", i.state, j.due_at as "dueAt", clock.now as "leasedAt"`;
