import type { Command } from '#runtime';
import { TaskForbiddenError, TaskGivenError, TaskNotOfferedError } from './errors.js';
import { givingTo, readTrace } from './handling/handling-trace.js';
import { lockOpenTask } from './lock-open-task.js';
import { isOffered } from './task-rights.js';

export interface UnclaimTaskInput {
  readonly taskId: string;
  /** The caller's groups today. */
  readonly groups: readonly string[];
}

/**
 * Gives a task that one has claimed back to those to whom it is offered. What somebody has given to one is returned to him.
 * @throws TaskNotFoundError, TaskNotOpenError, TaskForbiddenError when the caller does not hold it, TaskNotOfferedError,
 * TaskGivenError
 */
export const unclaimTask: Command<UnclaimTaskInput, void> = {
  name: 'worklist.unclaim-task',

  async run(context, { taskId, groups }) {
    const person = { login: context.caller.actor, groups };
    const task = await lockOpenTask(context.tx, taskId, person);
    if (task.assignee !== person.login) throw new TaskForbiddenError(taskId, 'is not held by you');
    if (!isOffered(task)) throw new TaskNotOfferedError(taskId);
    const giving = givingTo(person.login, await readTrace(context.tx, taskId));
    if (giving !== undefined) throw new TaskGivenError(taskId, giving.doneBy);
    await context.tx.execute('update user_task set assignee = null where id = $1', [taskId]);
    context.audit({
      subject: 'user-task',
      subjectId: taskId,
      detail: { old: { assignee: person.login }, new: { assignee: null } },
    });
  },
};
