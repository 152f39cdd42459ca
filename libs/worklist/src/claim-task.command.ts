import { type Command, TaskNotFoundError } from '#runtime';
import { actingFor } from './acting-for.js';
import { TaskClaimedError, TaskForbiddenError } from './errors.js';
import type { RefuseUnfit } from './handling/handling-tools.js';
import { requireOpenAndVisible } from './require-open-and-visible.js';
import { mayClaim } from './task-rights.js';
import { stepOf } from './task-step.js';
import { lockTaskWithForm, type TaskInHand } from './task-with-form.js';

export interface ClaimTaskInput {
  readonly taskId: string;
  /** The caller's groups today. */
  readonly groups: readonly string[];
  /** Asks what is asked at the completion too, so that nobody keeps a task from others that he may not complete. */
  readonly refuseUnfit?: RefuseUnfit;
}

/**
 * Takes a task that is offered to the caller and that nobody holds. To claim what one holds already changes nothing.
 * @throws TaskNotFoundError, TaskNotOpenError, TaskForbiddenError, TaskClaimedError, and what `refuseUnfit` throws
 */
export const claimTask: Command<ClaimTaskInput, void, TaskInHand> = {
  name: 'worklist.claim-task',

  // The instance too: the rules lock the document of the case, and everywhere instances are locked before documents.
  opening: ({ taskId }) => lockTaskWithForm(taskId),

  async run(context, { taskId, groups, refuseUnfit }, [inHand]) {
    if (inHand === undefined) throw new TaskNotFoundError(`There is no task ${taskId}.`);
    const { task } = inHand;
    const person = { login: context.caller.actor, groups };
    requireOpenAndVisible(task, person);
    if (task.assignee === person.login) return context.nothingChanged();
    if (!mayClaim(person, task)) throw new TaskForbiddenError(taskId, 'is not offered to you');
    if (task.assignee !== null) throw new TaskClaimedError(taskId, task.assignee);
    await refuseUnfit?.(context, await stepOf(context, task, person));
    await context.tx.execute('update user_task set assignee = $2 where id = $1', [taskId, person.login]);
    context.audit({
      subject: 'user-task',
      subjectId: taskId,
      detail: { old: { assignee: null }, new: { assignee: person.login, ...(await actingFor(context, person, task)) } },
    });
  },
};
