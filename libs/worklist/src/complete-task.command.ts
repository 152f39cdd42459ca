import type { JsonObject } from '#foundation';
import { type Command, type CommandContext, completeLockedTask, TaskNotFoundError } from '#runtime';
import { actingFor } from './acting-for.js';
import { variablesForTask } from './case-variables.js';
import { TaskForbiddenError } from './errors.js';
import { refuseWorkOfOthers } from './refuse-work-of-others.js';
import { requireOpenAndVisible } from './require-open-and-visible.js';
import { acceptSubmission, formContext } from './task-form.js';
import { mayComplete } from './task-rights.js';
import { stepOf, type TaskStep } from './task-step.js';
import { lockTaskWithForm, type TaskInHand } from './task-with-form.js';

/** A completion that the form and the rights of the task allow. */
export interface TaskCompletion extends TaskStep {
  /** What was filled in, as the form takes it. */
  readonly values: JsonObject;
}

/**
 * What else must hold where a task is completed, and what is recorded of it, in the same transaction; throws to refuse.
 * Rules about documents lie in another lib, so the app hands them in.
 */
export type BeforeCompletion = (context: CommandContext, completion: TaskCompletion) => Promise<void>;

export interface CompleteTaskInput {
  readonly taskId: string;
  /** The caller's groups today. */
  readonly groups: readonly string[];
  /** What was filled into the form of the task. */
  readonly variables: JsonObject;
  /** Lists that the form chooses from, beside the variables of the case: `units`, `people`. */
  readonly formData: JsonObject;
  readonly beforeCompletion?: BeforeCompletion;
}

/**
 * Completes a task in the name of the caller: his own, or one offered to him that nobody holds, which claims it.
 * `completedBy` is there for the output mappings of the task.
 *
 * Task and instance are locked before anything is looked at, so what was decided about still holds when it is written.
 *
 * @throws TaskNotFoundError, TaskNotOpenError, TaskForbiddenError, TaskOfOthersError, SubmissionRefusedError, and
 * what `beforeCompletion` throws
 */
export const completeTask: Command<CompleteTaskInput, void, TaskInHand> = {
  name: 'worklist.complete-task',

  opening: ({ taskId }) => lockTaskWithForm(taskId),

  request: ({ taskId, variables }) => ({ taskId, variables }),

  async run(context, { taskId, groups, variables, formData, beforeCompletion }, [inHand]) {
    if (inHand === undefined) throw new TaskNotFoundError(`There is no task ${taskId}.`);
    const { task, locked } = inHand;
    const person = { login: context.caller.actor, groups };
    requireOpenAndVisible(task, person);
    if (!mayComplete(person, task)) {
      const whose = task.assignee === null ? 'is offered to others' : `is held by ${task.assignee}`;
      throw new TaskForbiddenError(taskId, `${whose}, so it is not yours to complete`);
    }
    const values = acceptSubmission(task, variables, formContext(variablesForTask(task), formData), context);
    if (beforeCompletion !== undefined) {
      await beforeCompletion(context, { ...(await stepOf(context, task, person)), values });
    }
    refuseWorkOfOthers(person, task);
    await completeLockedTask(context, locked, { variables: values, local: { completedBy: person.login } });
    context.audit({
      subject: 'user-task',
      subjectId: taskId,
      detail: {
        old: { status: 'open', assignee: task.assignee },
        new: { status: 'completed', assignee: task.assignee ?? person.login, completedBy: person.login, ...(await actingFor(context, person, task)) },
        // Names only: the audit trail keeps no contents of documents.
        fields: Object.keys(values),
      },
    });
  },
};
