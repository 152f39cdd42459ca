import type { Command } from '#runtime';
import { TaskForbiddenError, TaskNotOfferedError } from './errors.js';
import { lockOpenTask } from './lock-open-task.js';

export interface UnclaimTaskInput {
  readonly taskId: string;
  /** The caller's groups today. */
  readonly groups: readonly string[];
}

/**
 * Gives a task back to those to whom it is offered.
 * @throws TaskNotFoundError, TaskNotOpenError, TaskForbiddenError when the caller does not hold it, TaskNotOfferedError
 */
export const unclaimTask: Command<UnclaimTaskInput, void> = {
  name: 'worklist.unclaim-task',

  async run(context, { taskId, groups }) {
    const person = { login: context.caller.actor, groups };
    const task = await lockOpenTask(context.tx, taskId, person);
    if (task.assignee !== person.login) throw new TaskForbiddenError(taskId, 'is not held by you');
    const offeredTo = [...task.candidateUsers, ...task.candidateGroups, ...task.escalatedTo];
    if (offeredTo.length === 0) throw new TaskNotOfferedError(taskId);
    await context.tx.execute('update user_task set assignee = null where id = $1', [taskId]);
    context.audit({
      subject: 'user-task',
      subjectId: taskId,
      detail: { old: { assignee: person.login }, new: { assignee: null } },
    });
  },
};
