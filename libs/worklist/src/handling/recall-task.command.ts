import type { Command } from '#runtime';
import { TaskForbiddenError, TaskOpenedError } from '../errors.js';
import type { HandlingTools } from './handling-tools.js';
import { givingTo, readTrace } from './handling-trace.js';
import { lockTaskInCase } from './lock-task-in-case.js';
import { passTask } from './pass-task.js';

export interface RecallTaskInput {
  readonly taskId: string;
  /** The caller's groups today. */
  readonly groups: readonly string[];
}

/**
 * Whoever handed a task over or forwarded it takes it back (lấy lại) while the receiver has not opened it; it is with whom it
 * was before then. Opening and taking back both lock the task: who comes second is told that he is late.
 * @throws TaskNotFoundError, TaskNotOpenError, TaskForbiddenError, TaskOpenedError, InstanceSuspendedError, and what the
 * tools throw
 */
export function recallTask(tools: HandlingTools): Command<RecallTaskInput, void> {
  return {
    name: 'worklist.recall-task',
    request: ({ taskId }) => ({ taskId }),
    async run(context, { taskId, groups }) {
      const giver = { login: context.caller.actor, groups };
      const task = await lockTaskInCase(context, tools, taskId, giver);
      const giving = givingTo(task.assignee, await readTrace(context.tx, taskId));
      if (giving?.doneBy !== giver.login) {
        throw new TaskForbiddenError(taskId, 'was not given by you to whoever holds it, so it is not yours to take back');
      }
      const [opening] = await context.tx.query<{ at: string }>(
        'select opened_at as at from task_opening where task_id = $1 and login = $2 and after_handling >= $3',
        [taskId, giving.to, giving.number],
      );
      if (opening !== undefined) throw new TaskOpenedError(taskId, giving.to!, opening.at);
      await passTask(context, tools, task, { act: 'recalled', to: giving.from, reason: null });
    },
  };
}
