import type { EngineState } from '#engine';
import type { JsonObject } from '#foundation';
import { type Command, type CommandContext, completeUserTask, TaskNotFoundError } from '#runtime';
import { variablesForTask } from './case-variables.js';
import { TaskForbiddenError } from './errors.js';
import { requireOpenAndVisible } from './require-open-and-visible.js';
import { acceptSubmission, formContext } from './task-form.js';
import { mayComplete, type TaskRecord } from './task-rights.js';

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
 * Completes a task in the name of the caller: his own; one offered to him that nobody holds, which claims it; or one
 * that has climbed to him. `completedBy` is there for the output mappings of the task.
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
    const task = await readTask(context, taskId);
    requireOpenAndVisible(task, person);
    if (!mayComplete(person, task)) {
      throw new TaskForbiddenError(`Task ${taskId} is held by ${task.assignee}, so it is not yours to complete.`);
    }
    const values = acceptSubmission(task, variables, formContext(variablesForTask(task), formData), context);
    await completeUserTask.run(context, { taskId, variables: values, local: { completedBy: person.login } });
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

interface CompletableTask extends TaskRecord {
  readonly activityKey: number;
  readonly state: EngineState;
  readonly finalVariables: JsonObject | null;
  readonly form: JsonObject | null;
}

async function readTask(context: CommandContext, taskId: string): Promise<CompletableTask> {
  const [task] = await context.tx.query<CompletableTask>(
    `select t.id, t.status, t.assignee, t.candidate_users as "candidateUsers", t.candidate_groups as "candidateGroups",
            t.escalated_to as "escalatedTo", t.completed_by as "completedBy", t.activity_key as "activityKey",
            i.state, i.variables as "finalVariables", d.forms -> t.form_key as form
     from user_task t
     join process_instance i on i.id = t.instance_id
     join process_definition d on d.id = i.definition_id
     where t.id = $1`,
    [taskId],
  );
  if (task === undefined) throw new TaskNotFoundError(`There is no task ${taskId}.`);
  return task;
}

/** Makes the caller the holder of what nobody held. Gives the holder; refuses when he is another than was read. */
async function holdForGood(context: CommandContext, task: CompletableTask, login: string): Promise<string> {
  const [held] = await context.tx.query<{ assignee: string }>(
    `update user_task set assignee = coalesce(assignee, $2)
     where id = $1 and assignee is not distinct from $3 returning assignee`,
    [task.id, login, task.assignee],
  );
  if (held === undefined) throw new TaskForbiddenError(`Task ${task.id} has gone into other hands meanwhile.`);
  return held.assignee;
}
