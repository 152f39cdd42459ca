import type { Command } from '#runtime';
import { AssigneeOutsideUnitError, TaskForbiddenError } from './errors.js';
import type { HandlingTools } from './handling/handling-tools.js';
import { lockTaskInCase } from './handling/lock-task-in-case.js';
import { passTask } from './handling/pass-task.js';
import { refuseWorkOfOthers } from './refuse-work-of-others.js';
import { belongsTo, type Principal, unitsToHandOutFor } from './task-rights.js';
import { stepOf } from './task-step.js';

export interface AssignTaskInput {
  readonly taskId: string;
  /** The caller's groups today. */
  readonly groups: readonly string[];
  /** Who shall do it, with the groups that the directory gives him today: none for somebody it does not know. */
  readonly assignee: Principal;
  readonly reason?: string;
}

/**
 * The head of a unit forwards an open task to one of his people, or takes it himself, whoever holds it then. He may while the
 * task is offered to a group of his unit, or was given to a person by name and has climbed to him. It stands in the same
 * trace as what holders hand over themselves, and may be returned or taken back like that.
 * @throws TaskNotFoundError, TaskNotOpenError, TaskForbiddenError, TaskOfOthersError, AssigneeOutsideUnitError,
 * InstanceSuspendedError, and what the tools throw
 */
export function assignTask(tools: HandlingTools): Command<AssignTaskInput, void> {
  return {
    name: 'worklist.assign-task',
    request: ({ groups: _groups, assignee: { login }, ...sent }) => ({ ...sent, assignee: login }),
    async run(context, { taskId, groups, assignee, reason }) {
      const head = { login: context.caller.actor, groups };
      const task = await lockTaskInCase(context, tools, taskId, head);
      const units = unitsToHandOutFor(head, task);
      if (units.length === 0) {
        throw new TaskForbiddenError(taskId, 'is not at a unit that you head, so it is not yours to hand out');
      }
      refuseWorkOfOthers(head, task);
      if (!units.some((unit) => belongsTo(assignee, unit))) throw new AssigneeOutsideUnitError(assignee.login, units);
      if (task.assignee === assignee.login) return context.nothingChanged();
      await tools.refuseUnfit(context, await stepOf(context, task, assignee));
      await passTask(context, tools, task, { act: 'forwarded', to: assignee.login, reason: reason ?? null });
    },
  };
}
