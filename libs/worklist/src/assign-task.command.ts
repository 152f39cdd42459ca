import type { Command } from '#runtime';
import { AssigneeOutsideUnitError, TaskForbiddenError } from './errors.js';
import { lockOpenTask } from './lock-open-task.js';
import { belongsTo, type Principal, unitsToHandOutFor } from './task-rights.js';

export interface AssignTaskInput {
  readonly taskId: string;
  /** The caller's groups today. */
  readonly groups: readonly string[];
  /** Who shall do it, with the groups that the directory gives him today: none for somebody it does not know. */
  readonly assignee: Principal;
}

/**
 * The head of a unit hands an open task to one of his people, or takes it himself, whoever holds it then. He may while the
 * task is offered to a group of his unit, or was given to a person by name and has climbed to him.
 * @throws TaskNotFoundError, TaskNotOpenError, TaskForbiddenError, AssigneeOutsideUnitError
 */
export const assignTask: Command<AssignTaskInput, void> = {
  name: 'worklist.assign-task',

  async run(context, { taskId, groups, assignee }) {
    const head = { login: context.caller.actor, groups };
    const task = await lockOpenTask(context.tx, taskId, head);
    const units = unitsToHandOutFor(head, task);
    if (units.length === 0) {
      throw new TaskForbiddenError(taskId, 'is not at a unit that you head, so it is not yours to hand out');
    }
    if (!units.some((unit) => belongsTo(assignee, unit))) throw new AssigneeOutsideUnitError(assignee.login, units);
    if (task.assignee === assignee.login) return context.nothingChanged();
    await context.tx.execute('update user_task set assignee = $2 where id = $1', [taskId, assignee.login]);
    context.audit({
      subject: 'user-task',
      subjectId: taskId,
      detail: { old: { assignee: task.assignee }, new: { assignee: assignee.login } },
    });
  },
};
