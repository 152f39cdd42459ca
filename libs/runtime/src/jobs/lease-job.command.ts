import type { EngineState } from '#engine';
import type { Command } from '../command.js';

export interface LeaseJobInput {
  readonly jobId: string;
  /** Who takes it: unique per worker process. */
  readonly owner: string;
  readonly leaseSeconds: number;
}

/** A job in the hands of this worker until the lease ends. */
export interface LeasedJob {
  readonly id: string;
  readonly kind: 'service' | 'timer' | 'child-ended';
  readonly instanceId: string;
  readonly rootInstanceId: string;
  readonly businessKey: string | null;
  readonly activityKey: number;
  readonly elementId: string | null;
  readonly topic: string | null;
  readonly attempt: number;
  readonly state: EngineState;
  readonly leasedAt: string;
}

/** Takes a due job that nobody holds; null when it is gone, not due, failed, or in other hands. That is normal. */
export const leaseJob: Command<LeaseJobInput, LeasedJob | null> = {
  name: 'runtime.lease-job',
  audited: false,

  async run(context, { jobId, owner, leaseSeconds }) {
    const [job] = await context.tx.query<LeasedJob>(
      `update job j
       set lease_owner = $2, lease_until = $3::timestamptz + make_interval(secs => $4), attempt = attempt + 1
       from process_instance i
       where j.id = $1 and i.id = j.instance_id and j.status = 'ready' and j.due_at <= $3
         and (j.lease_until is null or j.lease_until <= $3)
       returning j.id, j.kind, j.instance_id as "instanceId", i.root_instance_id as "rootInstanceId",
         i.business_key as "businessKey", j.activity_key as "activityKey", j.element_id as "elementId", j.topic,
         j.attempt, i.state, $3::timestamptz as "leasedAt"`,
      [jobId, owner, context.now, leaseSeconds],
    );
    return job ?? null;
  },
};
