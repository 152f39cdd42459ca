import type { Transaction } from '#database';
import { TaskNotFoundError } from '#runtime';
import { requireOpenAndVisible } from './require-open-and-visible.js';
import { type Principal, TASK_RECORD_COLUMNS, type TaskRecord } from './task-rights.js';

/**
 * Locks an open task that the person may see, for a change of who holds it. A transaction that locks this way must not
 * touch the task's process instance afterwards: a step of the process locks the instance first and the task second.
 *
 * @throws TaskNotFoundError, TaskForbiddenError, TaskNotOpenError
 */
export async function lockOpenTask(tx: Transaction, taskId: string, person: Principal): Promise<TaskRecord> {
  const [task] = await tx.query<TaskRecord>(
    `select ${TASK_RECORD_COLUMNS} from user_task t where t.id = $1 for no key update`,
    [taskId],
  );
  if (task === undefined) throw new TaskNotFoundError(`There is no task ${taskId}.`);
  requireOpenAndVisible(task, person);
  return task;
}
