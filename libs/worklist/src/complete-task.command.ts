import type { JsonObject } from '#foundation';
import { type Command, type CommandContext, completeUserTask } from '#runtime';
import { variablesForTask } from './case-variables.js';
import { TaskForbiddenError } from './errors.js';
import { requireOpenAndVisible } from './require-open-and-visible.js';
import { acceptSubmission, formContext } from './task-form.js';
import { mayComplete } from './task-rights.js';
import { readTaskWithForm, type TaskWithForm } from './task-with-form.js';

export interface CompleteTaskInput {
  readonly taskId: string;
  /** The caller's groups today. */
  readonly groups: readonly string[];
  /** What was filled into the form of the task. */
  readonly variables: JsonObject;
  /** Lists that the form chooses from, beside the variables of the case: `units`, `people`. */
  readonly formData: JsonObject;
}

/**
 * Completes a task in the name of the caller: his own, or one offered to him that nobody holds, which claims it.
 * `completedBy` is there for the output mappings of the task.
 *
 * The task is read without a lock first: a step of a process locks its instance before its tasks, and a lock taken here
 * would turn that order round. What happened in between shows afterwards: a task that was completed or withdrawn is
 * refused by the runtime, one that changed hands is refused below, and either refusal undoes everything.
 *
 * @throws TaskNotFoundError, TaskNotOpenError, TaskForbiddenError, SubmissionRefusedError
 */
export const completeTask: Command<CompleteTaskInput, void> = {
  name: 'worklist.complete-task',

  async run(context, { taskId, groups, variables, formData }) {
    const person = { login: context.caller.actor, groups };
    const task = await readTaskWithForm(context.tx, taskId);
    requireOpenAndVisible(task, person);
    if (!mayComplete(person, task)) {
      const whose = task.assignee === null ? 'is offered to others' : `is held by ${task.assignee}`;
      throw new TaskForbiddenError(taskId, `${whose}, so it is not yours to complete`);
    }
    const values = acceptSubmission(task, variables, formContext(variablesForTask(task), formData), context);
    await context.run(completeUserTask, { taskId, variables: values, local: { completedBy: person.login } });
    const holder = await holdForGood(context, task, person.login);
    context.audit({
      subject: 'user-task',
      subjectId: taskId,
      detail: {
        old: { status: 'open', assignee: task.assignee },
        new: { status: 'completed', assignee: holder, completedBy: person.login },
        // Names only: the audit trail keeps no contents of documents.
        fields: Object.keys(values),
      },
    });
  },
};

/** Makes the caller the holder of what nobody held. Gives the holder; refuses when he is another than was read. */
async function holdForGood(context: CommandContext, task: TaskWithForm, login: string): Promise<string> {
  const [held] = await context.tx.query<{ assignee: string }>(
    `update user_task set assignee = coalesce(assignee, $2)
     where id = $1 and assignee is not distinct from $3 returning assignee`,
    [task.id, login, task.assignee],
  );
  if (held === undefined) throw new TaskForbiddenError(task.id, 'has gone into other hands meanwhile');
  return held.assignee;
}
