import type { Statement } from '#database';
import type { Command } from '../executor/command.js';
import { ExternalTaskNotFoundError } from './errors.js';

export interface UnlockExternalTasksInput {
  readonly taskIds: readonly string[];
  /** Those that the caller may see; absent: all. */
  readonly topics?: readonly string[];
}

/**
 * Gives tasks back that nobody has worked on: others can fetch them at once, and the attempt does not count. As in
 * Camunda 7 it need not be the holder who says so, and a task that nobody holds is left as it is.
 * @throws ExternalTaskNotFoundError where none of them is there
 */
export const unlockExternalTasks: Command<UnlockExternalTasksInput, void, { readonly id: string }> = {
  name: 'runtime.unlock-external-tasks',
  audited: false,

  opening: ({ taskIds, topics }): Statement => ({
    sql: `update job set lease_owner = null, lease_until = null,
            attempt = greatest(attempt - case when lease_owner is null then 0 else 1 end, 0)
          where id = any($1::uuid[]) and kind = 'external' and ($2::text[] is null or topic = any($2))
          returning id`,
    parameters: [taskIds, topics ?? null],
  }),

  async run(_context, { taskIds }, unlocked) {
    if (unlocked.length === 0) throw new ExternalTaskNotFoundError(taskIds.join(', '));
  },
};
