import type { EngineCommand } from '#engine';
import type { Command, CommandContext } from '../command.js';
import { LeaseLostError } from '../errors.js';
import { advanceInstance } from '../instances/advance-instance.js';
import { INSTANCE_COLUMNS, type LockedInstance } from '../instances/instance.js';
import { type ChildEnd, fromChildEnd } from './child-end.js';
import type { JobResult } from './job-handler.js';

/** What came of a job. */
export type JobOutcome =
  | { readonly kind: 'done'; readonly result: JobResult }
  | { readonly kind: 'bpmn-error'; readonly errorCode: string; readonly errorMessage: string }
  | { readonly kind: 'timer-fired' }
  | { readonly kind: 'child-ended' };

export interface SettleJobInput {
  readonly jobId: string;
  readonly owner: string;
  readonly outcome: JobOutcome;
}

interface HeldJob extends LockedInstance {
  readonly activityKey: number;
  readonly leaseOwner: string | null;
  readonly topic: string | null;
  /** Of a `child-ended` job, and of no other. */
  readonly payload: ChildEnd | null;
}

/**
 * Lets the instance go on from a finished job, exactly once: job and instance are locked together, and only the holder
 * of the lease may settle. The job row goes in the same transaction, together with what the handler handed back.
 * @throws LeaseLostError when the job is settled already or in other hands.
 */
export const settleJob: Command<SettleJobInput, void> = {
  name: 'runtime.settle-job',

  async run(context, { jobId, owner, outcome }) {
    const [job] = await context.tx.query<HeldJob>(
      `select ${INSTANCE_COLUMNS}, j.activity_key as "activityKey", j.lease_owner as "leaseOwner", j.topic, j.payload
       from job j join process_instance i on i.id = j.instance_id
       where j.id = $1 for no key update of i, j`,
      [jobId],
    );
    if (job === undefined || job.leaseOwner !== owner) throw new LeaseLostError(jobId);
    if (job.status !== 'active') {
      // A called instance may report its end after its caller was cancelled.
      await context.tx.execute('delete from job where id = $1', [jobId]);
    } else {
      await advanceInstance(context, job, await toEngineCommand(context, job, outcome), job.activityKey);
    }
    context.audit({ subject: 'process-instance', subjectId: job.id, detail: { jobId, outcome: outcome.kind } });
  },
};

async function toEngineCommand(context: CommandContext, job: HeldJob, outcome: JobOutcome): Promise<EngineCommand> {
  const key = job.activityKey;
  switch (outcome.kind) {
    case 'done': {
      const committed = await outcome.result.commit?.(context.named(job.topic ?? 'runtime.service-task'));
      return { type: 'completeJob', key, output: { ...outcome.result.output, ...committed } };
    }
    case 'bpmn-error':
      return { type: 'failJob', key, errorCode: outcome.errorCode, errorMessage: outcome.errorMessage };
    case 'timer-fired':
      return { type: 'fireTimer', key };
    case 'child-ended':
      return fromChildEnd(key, job.payload ?? { outcome: 'completed', variables: {} });
  }
}
