import type { Command } from '#runtime';
import { TaskForbiddenError, TaskNotOfferedError } from '../errors.js';
import { isOffered } from '../task-rights.js';
import type { HandlingTools } from './handling-tools.js';
import { givingTo, readTrace } from './handling-trace.js';
import { lockTaskInCase } from './lock-task-in-case.js';
import { passTask } from './pass-task.js';

export interface ReturnTaskInput {
  readonly taskId: string;
  /** The caller's groups today. */
  readonly groups: readonly string[];
  readonly reason: string;
}

/**
 * Returns a task (trả lại) to whoever gave it to its holder. Where nobody did, or the giver holds no post any more, it goes
 * to all those to whom it is offered.
 * @throws TaskNotFoundError, TaskNotOpenError, TaskForbiddenError, TaskNotOfferedError, InstanceSuspendedError, and what the
 * tools throw
 */
export function returnTask(tools: HandlingTools): Command<ReturnTaskInput, void> {
  return {
    name: 'worklist.return-task',
    request: ({ groups: _groups, ...sent }) => sent,
    async run(context, { taskId, groups, reason }) {
      const holder = { login: context.caller.actor, groups };
      const task = await lockTaskInCase(context, tools, taskId, holder);
      if (task.assignee !== holder.login) throw new TaskForbiddenError(taskId, 'is not held by you');
      const giver = givingTo(holder.login, await readTrace(context.tx, taskId))?.doneBy;
      const hasPost = giver !== undefined && (await tools.groupsOf(context, giver)).length > 0;
      if (!hasPost && !isOffered(task)) throw new TaskNotOfferedError(taskId);
      await passTask(context, tools, task, { act: 'returned', to: hasPost ? giver : null, reason });
    },
  };
}
