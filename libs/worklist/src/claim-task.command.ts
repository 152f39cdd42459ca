import type { Command } from '#runtime';
import { TaskClaimedError, TaskForbiddenError } from './errors.js';
import { lockOpenTask } from './lock-open-task.js';
import { mayClaim } from './task-rights.js';

export interface ClaimTaskInput {
  readonly taskId: string;
  /** The caller's groups today. */
  readonly groups: readonly string[];
}

/**
 * Takes a task that is offered to the caller and that nobody holds. To claim what one holds already changes nothing.
 * @throws TaskNotFoundError, TaskNotOpenError, TaskForbiddenError, TaskClaimedError
 */
export const claimTask: Command<ClaimTaskInput, void> = {
  name: 'worklist.claim-task',

  async run(context, { taskId, groups }) {
    const person = { login: context.caller.actor, groups };
    const task = await lockOpenTask(context.tx, taskId, person);
    if (task.assignee === person.login) return context.nothingChanged();
    if (!mayClaim(person, task)) throw new TaskForbiddenError(taskId, 'is not offered to you');
    if (task.assignee !== null) throw new TaskClaimedError(taskId, task.assignee);
    await context.tx.execute('update user_task set assignee = $2 where id = $1', [taskId, person.login]);
    context.audit({
      subject: 'user-task',
      subjectId: taskId,
      detail: { old: { assignee: null }, new: { assignee: person.login } },
    });
  },
};
