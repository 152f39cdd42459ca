import type { Command } from '#runtime';
import { TaskForbiddenError } from '../errors.js';
import { lockOpenTask } from '../lock-open-task.js';
import { mayComplete } from '../task-rights.js';

export interface RecordOpeningInput {
  readonly taskId: string;
  /** The caller's groups today. */
  readonly groups: readonly string[];
}

/**
 * Somebody who may do a task has opened it: from then on it is not taken back from him. That is an act of his own; a
 * program that only reads the task opens nothing. Counts once, and once more whenever the task comes to him anew.
 * @throws TaskNotFoundError, TaskNotOpenError, TaskForbiddenError
 */
export const recordOpening: Command<RecordOpeningInput, void> = {
  name: 'worklist.record-opening',
  request: ({ taskId }) => ({ taskId }),
  async run(context, { taskId, groups }) {
    const person = { login: context.caller.actor, groups };
    const task = await lockOpenTask(context.tx, taskId, person);
    if (!mayComplete(person, task)) throw new TaskForbiddenError(taskId, 'is not yours to do, so it is not yours to open');
    const recorded = await context.tx.execute(
      `insert into task_opening as o (task_id, login, opened_at, after_handling)
       select $1, $2, $3, coalesce(max(number), 0) from task_handling where task_id = $1
       on conflict (task_id, login) do update set opened_at = excluded.opened_at, after_handling = excluded.after_handling
         where exists (select from task_handling h
                       where h.task_id = o.task_id and h.to_login = o.login and h.number > o.after_handling)`,
      [taskId, person.login, context.now],
    );
    if (recorded === 0) return context.nothingChanged();
    context.audit({ subject: 'user-task', subjectId: taskId, detail: { openedBy: person.login } });
  },
};
