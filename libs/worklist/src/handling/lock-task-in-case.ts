import { type CommandContext, InstanceSuspendedError, TaskNotFoundError } from '#runtime';
import { requireOpenAndVisible } from '../require-open-and-visible.js';
import type { Principal } from '../task-rights.js';
import { lockTaskWithForm, type TaskInHand, type TaskWithForm } from '../task-with-form.js';
import type { HandlingTools } from './handling-tools.js';

/**
 * Locks an open task that the person may see, with its instance first: whoever reports the content of the case as secret
 * waits, or is waited for, so nothing is written beside what he locks.
 * @throws TaskNotFoundError, TaskForbiddenError, TaskNotOpenError, InstanceSuspendedError, and what `refuseLocked` throws
 */
export async function lockTaskInCase(
  context: CommandContext,
  { refuseLocked }: HandlingTools,
  taskId: string,
  person: Principal,
): Promise<TaskWithForm> {
  const { sql, parameters } = lockTaskWithForm(taskId);
  const [inHand] = await context.tx.query<TaskInHand>(sql, parameters);
  if (inHand === undefined) throw new TaskNotFoundError(`There is no task ${taskId}.`);
  const { task, locked } = inHand;
  requireOpenAndVisible(task, person);
  await refuseLocked(context, [locked.id, locked.rootInstanceId]);
  if (locked.suspendedAt !== null) throw new InstanceSuspendedError(locked.id);
  return task;
}
