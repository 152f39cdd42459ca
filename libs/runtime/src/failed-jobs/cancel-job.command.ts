import { type ArmedCycle, isArmed } from '#engine';
import type { Command, CommandContext } from '../executor/command.js';
import { advanceInstance } from '../instances/advance-instance.js';
import type { LockedInstance } from '../instances/instance.js';
import { jobSubject } from '../jobs/job-subject.js';
import { modifyInstance } from '../live-change/modify-instance.command.js';
import { moveToNextFiring } from '../starts/fire-start-timer.js';
import { type InstanceAfter, instanceAfter } from './instance-after.js';
import { type FailedJob, findJob, type KnownJob, lockFailedJob } from './lock-failed-job.js';

export interface CancelJobInput {
  readonly jobId: string;
  /** Why, in the words of the person who does it. */
  readonly reason: string;
}

export interface CancelledJob {
  readonly jobId: string;
  /**
   * `activity-cancelled`: the activity that waited for it, as by a modification. `timer-disarmed`: the activity goes on
   * without it. `dropped`: the message, signal, escalation or start. `skipped`: a start; its timer fires again.
   */
  readonly outcome: 'activity-cancelled' | 'timer-disarmed' | 'dropped' | 'skipped';
  /** The instance that was to go on by it; null for a start and a message. */
  readonly instance: InstanceAfter | null;
}

/**
 * Takes back a failed job with what waits for it; also of a suspended instance. What it was for does not happen.
 * @throws JobNotFoundError, JobNotFailedError; CalledInstanceError where nothing would be left of an instance that was
 *   called.
 */
export const cancelJob: Command<CancelJobInput, CancelledJob, KnownJob> = {
  name: 'runtime.cancel-job',
  opening: findJob,

  async run(context, { jobId, reason }, [known]) {
    const job = await lockFailedJob(context, jobId, known);
    const outcome = await withdraw(context, job, reason);
    if (outcome !== 'skipped') await context.tx.execute('delete from job where id = $1', [jobId]);
    const { elementId, kind, instance } = job;
    context.audit({ ...jobSubject(jobId, job.instanceId), detail: { jobId, elementId, kind, reason, outcome } });
    return { jobId, outcome, instance: instance && (await instanceAfter(context, instance.id)) };
  },
};

async function withdraw(context: CommandContext, job: FailedJob, reason: string): Promise<CancelledJob['outcome']> {
  const { id, kind, instance, activityKey: key, payload } = job;
  switch (kind) {
    case 'timer':
    case 'service':
    case 'external':
    case 'child-ended':
      if (instance?.status !== 'active' || key === null) return 'dropped';
      return cancelWaiting(context, instance, key, reason);
    case 'message':
      await context.tx.execute('delete from kept_message where id = $1', [payload?.['keptMessageId']]);
      return 'dropped';
    case 'timer-start': {
      const { definitionId, elementId: element } = job;
      if (definitionId === null || element === null) return 'dropped';
      const cycle = (payload?.['cycle'] ?? null) as ArmedCycle | null;
      return (await moveToNextFiring(context, { id, definitionId, element, cycle })) ? 'skipped' : 'dropped';
    }
    default:
      return 'dropped';
  }
}

async function cancelWaiting(
  context: CommandContext,
  instance: LockedInstance,
  key: number,
  reason: string,
): Promise<CancelledJob['outcome']> {
  if (isArmed(instance.state, key)) {
    await advanceInstance(context, instance, { type: 'disarmTimer', key });
    return 'timer-disarmed';
  }
  await context.run(modifyInstance, { instanceId: instance.id, instructions: [{ type: 'cancel', key }], reason });
  return 'activity-cancelled';
}
