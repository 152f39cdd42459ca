import type { Command } from '../executor/command.js';
import { jobSubject } from '../jobs/job-subject.js';
import { ExternalTaskLockedError, ExternalTaskNotFoundError } from './errors.js';
import { WORKER_ID } from './external-task.js';

export interface UnlockExternalTasksInput {
  readonly taskIds: readonly string[];
  /** Of the worker that asks; absent: an operator does, who may unlock what anybody holds. */
  readonly tokenId?: string;
  /** Only what this one holds; absent: whatever is held with the token. */
  readonly workerId?: string;
  /** Those that the caller may see; absent: all. */
  readonly topics?: readonly string[];
}

/** A task that the caller may see, as it was before. */
interface AskedTask {
  readonly id: string;
  readonly instanceId: string;
  readonly workerId: string | null;
  readonly unlocked: boolean;
}

/**
 * Gives tasks back that nobody has worked on: others can fetch them at once, and the attempt does not count. A task that
 * nobody holds is left as it is.
 * @throws ExternalTaskNotFoundError where none of them is there; ExternalTaskLockedError where others hold all of them
 */
export const unlockExternalTasks: Command<UnlockExternalTasksInput, void, AskedTask> = {
  name: 'runtime.unlock-external-tasks',

  opening: ({ taskIds, tokenId, workerId, topics }) => ({
    sql: `with asked as (
            select j.id, j.instance_id, j.lease_owner, ${WORKER_ID} as worker_id from job j
            where id = any($1::uuid[]) and kind = 'external' and ($2::text[] is null or topic = any($2)) for update),
          unlocked as (
            update job j set lease_owner = null, lease_until = null,
              attempt = greatest(j.attempt - case when a.lease_owner is null then 0 else 1 end, 0)
            from asked a
            where j.id = a.id and (a.lease_owner is null or $3::text is null
              or split_part(a.lease_owner, ':', 2) = $3 and ($4::text is null or a.worker_id = $4))
            returning j.id)
          select a.id, a.instance_id as "instanceId", a.worker_id as "workerId", u.id is not null as unlocked
          from asked a left join unlocked u on u.id = a.id`,
    parameters: [taskIds, topics ?? null, tokenId ?? null, workerId ?? null],
  }),

  async run(context, { taskIds, tokenId }, asked) {
    const unlocked = asked.filter((task) => task.unlocked);
    if (asked.length === 0) throw new ExternalTaskNotFoundError(taskIds.join(', '));
    if (unlocked.length === 0) throw new ExternalTaskLockedError(taskIds.join(', '));
    const takenAway = tokenId === undefined ? unlocked.filter(({ workerId }) => workerId !== null) : [];
    if (takenAway.length === 0) context.nothingChanged();
    for (const { id: jobId, instanceId, workerId } of takenAway) {
      context.audit({ ...jobSubject(jobId, instanceId), detail: { jobId, workerId } });
    }
  },
};
