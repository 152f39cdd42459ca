import type { Command } from '#runtime';
import { ReceiverUnfitError, TaskForbiddenError } from '../errors.js';
import { refuseWorkOfOthers } from '../refuse-work-of-others.js';
import { mayTakeOver, unitsOfWork } from '../task-rights.js';
import { stepOf } from '../task-step.js';
import type { HandlingTools } from './handling-tools.js';
import { lockTaskInCase } from './lock-task-in-case.js';
import { passTask } from './pass-task.js';

export interface HandOverTaskInput {
  readonly taskId: string;
  /** The caller's groups today. */
  readonly groups: readonly string[];
  /** Login of who shall do it from now on. */
  readonly to: string;
  readonly reason: string;
}

/**
 * Whoever holds a task hands it over (bàn giao) to somebody whose work it could be as well: one to whom it is offered too, or
 * somebody of the unit whose work it is.
 * @throws TaskNotFoundError, TaskNotOpenError, TaskForbiddenError, TaskOfOthersError, ReceiverUnfitError, InstanceSuspendedError, and what the
 * tools throw
 */
export function handOverTask(tools: HandlingTools): Command<HandOverTaskInput, void> {
  return {
    name: 'worklist.hand-over-task',
    request: ({ groups: _groups, ...sent }) => sent,
    async run(context, { taskId, groups, to, reason }) {
      const holder = { login: context.caller.actor, groups };
      const task = await lockTaskInCase(context, tools, taskId, holder);
      if (task.assignee !== holder.login) throw new TaskForbiddenError(taskId, 'is not held by you');
      refuseWorkOfOthers(holder, task);
      if (to === holder.login) throw new ReceiverUnfitError(to, 'holds it already');
      const receiver = { login: to, groups: await tools.groupsOf(context, to) };
      if (!mayTakeOver(receiver, task, holder)) {
        const units = unitsOfWork(task, holder);
        const where = units.length === 0 ? '' : ` and holds no post in ${units.join(' or ')} today`;
        throw new ReceiverUnfitError(to, `is not offered this work${where}`);
      }
      await tools.refuseUnfit(context, await stepOf(context, task, receiver));
      await passTask(context, tools, task, { act: 'handed-over', to, reason });
    },
  };
}
