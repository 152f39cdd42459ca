import { TaskNotOpenError } from '#runtime';
import { TaskForbiddenError } from './errors.js';
import { maySee, type Principal, type TaskRecord } from './task-rights.js';

/**
 * Refuses strangers first, so that they do not even learn whether the task is still open.
 * @throws TaskForbiddenError, TaskNotOpenError
 */
export function requireOpenAndVisible(task: TaskRecord, person: Principal): void {
  if (!maySee(person, task)) throw new TaskForbiddenError(task.id, 'is not yours to see');
  if (task.status !== 'open') throw new TaskNotOpenError(`Task ${task.id} is already ${task.status}.`);
}
