import { type Command, TaskNotFoundError, TaskNotOpenError } from '#runtime';
import { ReceiverUnfitError } from '../errors.js';
import { mayTakeOver, type Principal } from '../task-rights.js';
import { stepOf } from '../task-step.js';
import type { HandlingTools } from './handling-tools.js';
import { lockTaskInCase } from './lock-task-in-case.js';
import { passTask } from './pass-task.js';

export interface MoveTaskInput {
  readonly taskId: string;
  /** Who has it, with the groups that made it his work. */
  readonly from: Principal;
  /** Login of who shall do it from now on. */
  readonly to: string;
  readonly reason: string;
}

/**
 * A task goes from somebody who leaves to whom the signed minutes name: the same rules as where he hands it over himself, in the
 * name of who signed. Done twice it is done once. It says whether there was anything left to move.
 * @throws ReceiverUnfitError, InstanceSuspendedError, and what the tools throw
 */
export function moveTask(tools: HandlingTools): Command<MoveTaskInput, 'moved' | 'over'> {
  return {
    name: 'worklist.move-task',
    request: ({ from: { login }, ...sent }) => ({ ...sent, from: login }),
    async run(context, { taskId, from, to, reason }) {
      const task = await lockTaskInCase(context, tools, taskId, from).catch((error: unknown) => {
        if (error instanceof TaskNotOpenError || error instanceof TaskNotFoundError) return undefined;
        throw error;
      });
      const isHis = task?.assignee === from.login || (task?.assignee === null && task.candidateUsers.includes(from.login));
      if (task === undefined || !isHis) {
        context.nothingChanged();
        return 'over';
      }
      const receiver = { login: to, groups: await tools.groupsOf(context, to) };
      if (!mayTakeOver(receiver, task, from)) throw new ReceiverUnfitError(to, 'is not offered this work, and is not of the unit whose work it is');
      await tools.refuseUnfit(context, await stepOf(context, task, receiver));
      await passTask(context, tools, task, { act: 'handed-over', to, reason });
      return 'moved';
    },
  };
}
