import type { Command } from '#runtime';
import { TaskForbiddenError } from '../errors.js';
import { refuseWorkOfOthers } from '../refuse-work-of-others.js';
import { mayComplete } from '../task-rights.js';
import type { HandlingTools } from './handling-tools.js';
import { insertOpening } from './insert-opening.js';
import { lockTaskInCase } from './lock-task-in-case.js';

export interface RecordOpeningInput {
  readonly taskId: string;
  /** The caller's groups today. */
  readonly groups: readonly string[];
}

/**
 * Somebody who may do a task has opened it: from then on it is not taken back from him. That is an act of his own; a
 * program that only reads the task opens nothing.
 * @throws TaskNotFoundError, TaskNotOpenError, TaskForbiddenError, TaskOfOthersError, InstanceSuspendedError, and what
 * `refuseLocked` throws
 */
export function recordOpening(tools: HandlingTools): Command<RecordOpeningInput, void> {
  return {
    name: 'worklist.record-opening',
    request: ({ taskId }) => ({ taskId }),
    async run(context, { taskId, groups }) {
      const person = { login: context.caller.actor, groups };
      const task = await lockTaskInCase(context, tools, taskId, person);
      if (!mayComplete(person, task)) throw new TaskForbiddenError(taskId, 'is not yours to do, so it is not yours to open');
      refuseWorkOfOthers(person, task);
      if (!(await insertOpening(context, taskId, person.login))) return context.nothingChanged();
      context.audit({ subject: 'user-task', subjectId: taskId, detail: { openedBy: person.login } });
    },
  };
}
