import { TaskForbiddenError, TaskOfOthersError } from './errors.js';
import { isWorkOf, mayRead, maySee, type Principal, type TaskRecord } from './task-rights.js';

/** @throws TaskOfOthersError where somebody has a task of an operator alone. */
export function refuseWorkOfOthers(person: Principal, task: TaskRecord): void {
  if (!isWorkOf(person, task)) throw new TaskOfOthersError(task.id, person.login, task.workOf ?? []);
}

/** Refuses to show somebody what a task is about. @throws TaskForbiddenError, TaskOfOthersError */
export function requireReadable(person: Principal, task: TaskRecord): void {
  if (!maySee(person, task)) throw new TaskForbiddenError(task.id, 'is not yours to see');
  if (!mayRead(person, task)) refuseWorkOfOthers(person, task);
}
