import type { Command } from '#runtime';
import { TaskForbiddenError } from '../errors.js';
import { lockOpenTask } from '../lock-open-task.js';
import { mayComplete } from '../task-rights.js';
import { insertOpening } from './insert-opening.js';

export interface RecordOpeningInput {
  readonly taskId: string;
  /** The caller's groups today. */
  readonly groups: readonly string[];
}

/**
 * Somebody who may do a task has opened it: from then on it is not taken back from him. That is an act of his own; a
 * program that only reads the task opens nothing.
 * @throws TaskNotFoundError, TaskNotOpenError, TaskForbiddenError
 */
export const recordOpening: Command<RecordOpeningInput, void> = {
  name: 'worklist.record-opening',
  request: ({ taskId }) => ({ taskId }),
  async run(context, { taskId, groups }) {
    const person = { login: context.caller.actor, groups };
    const task = await lockOpenTask(context.tx, taskId, person);
    if (!mayComplete(person, task)) throw new TaskForbiddenError(taskId, 'is not yours to do, so it is not yours to open');
    if (!(await insertOpening(context, taskId, person.login))) return context.nothingChanged();
    context.audit({ subject: 'user-task', subjectId: taskId, detail: { openedBy: person.login } });
  },
};
