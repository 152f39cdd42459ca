import type { JsonObject } from '#foundation';
import type { Command, CommandContext } from '../executor/command.js';
import { LeaseLostError } from '../errors.js';
import { beginInstance } from '../instances/advance-instance.js';
import { placeKeptMessage } from '../messages/place-kept-message.js';
import { fireStartTimer, type StartTimerJob } from '../starts/fire-start-timer.js';
import { followHops } from './hops.js';
import { jobSubject } from './job-subject.js';
import type { JobKind } from './job-kind.js';

/** The kinds of jobs that no instance waits for. */
export const DETACHED_KINDS: ReadonlySet<JobKind> = new Set(['message', 'signal-start', 'timer-start']);

export interface SettleDetachedJobInput {
  readonly jobId: string;
  readonly owner: string;
}

/** A job that no instance waits for, locked. */
interface DetachedJob {
  readonly id: string;
  readonly kind: JobKind;
  readonly instanceId: string | null;
  readonly definitionId: string;
  readonly element: string;
  readonly payload: JsonObject;
}

/**
 * Does what a job without a waiting instance is for, exactly once: looks for the receiver of a message, begins an
 * instance by a signal or a timer. The job row goes in the same transaction, or becomes the next firing of its timer.
 * @throws LeaseLostError when the job is settled already or in other hands.
 */
export const settleDetachedJob: Command<SettleDetachedJobInput, void> = {
  name: 'runtime.settle-detached-job',

  async run(context, { jobId, owner }) {
    const [job] = await context.tx.query<DetachedJob>(
      `select id, kind, instance_id as "instanceId", definition_id as "definitionId", element_id as element,
         payload
       from job where id = $1 and lease_owner = $2 for update`,
      [jobId, owner],
    );
    if (job === undefined) throw new LeaseLostError(jobId);
    const done = await perform(context, job);
    if (done.jobIsOver) await context.tx.execute('delete from job where id = $1', [jobId]);
    context.audit({
      ...jobSubject(jobId, done.instanceId ?? job.instanceId),
      detail: { jobId, kind: job.kind, instanceId: done.instanceId },
    });
  },
};

/** `instanceId`: the instance that it has begun or moved, if any. */
async function perform(
  context: CommandContext,
  job: DetachedJob,
): Promise<{ readonly instanceId: string | null; readonly jobIsOver: boolean }> {
  const { id, kind, definitionId, element, payload } = job;
  if (kind === 'timer-start') {
    const { cycle } = payload as Pick<StartTimerJob, 'cycle'> & JsonObject;
    const { instanceId, firesAgain } = await fireStartTimer(context, { id, definitionId, element, cycle });
    return { instanceId, jobIsOver: !firesAgain };
  }
  const following = await followHops(context, { jobId: id, payload });
  if (kind === 'message') {
    const { keptMessageId } = payload as { readonly keptMessageId: string };
    return { instanceId: await placeKeptMessage(following, keptMessageId), jobIsOver: true };
  }
  const { variables } = payload as { readonly variables: JsonObject };
  return { instanceId: await beginInstance(following, { definitionId, at: element, variables }), jobIsOver: true };
}
