import type { JsonObject } from '#foundation';
import type { Command, CommandContext } from '../executor/command.js';
import { TaskNotFoundError, TaskNotOpenError } from '../errors.js';
import { advanceInstance } from '../instances/advance-instance.js';
import { INSTANCE_COLUMNS, type LockedInstance } from '../instances/instance.js';

export interface CompleteUserTaskInput {
  readonly taskId: string;
  /** Become variables of the process. */
  readonly variables: JsonObject;
  /** Seen by the task's output mappings only. */
  readonly local?: JsonObject;
}

/** A user task together with its instance, both locked: the second of two completers sees the first one's result. */
export interface LockedTask extends LockedInstance {
  readonly taskId: string;
  readonly activityKey: number;
  readonly taskStatus: string;
}

/** Columns of `user_task t join process_instance i` that make a {@link LockedTask}, where both are locked ({@link LOCK_TASK}). */
export const LOCKED_TASK_COLUMNS = `${INSTANCE_COLUMNS}, t.id as "taskId", t.activity_key as "activityKey", t.status as "taskStatus"`;
export const LOCK_TASK = 'for no key update of i, t';

/**
 * Completes an open user task in the name of the caller, who becomes its assignee where it has none. Who may do so is
 * decided before, by the worklist.
 * @throws TaskNotFoundError, TaskNotOpenError
 */
export const completeUserTask: Command<CompleteUserTaskInput, void, LockedTask> = {
  name: 'runtime.complete-user-task',

  opening: ({ taskId }) => ({
    sql: `select ${LOCKED_TASK_COLUMNS}
          from user_task t join process_instance i on i.id = t.instance_id
          where t.id = $1 ${LOCK_TASK}`,
    parameters: [taskId],
  }),

  async run(context, input, [task]) {
    if (task === undefined) throw new TaskNotFoundError(`There is no task ${input.taskId}.`);
    await completeLockedTask(context, task, input);
  },
};

/** The same for a task that its caller has locked already. @throws TaskNotOpenError */
export async function completeLockedTask(
  context: CommandContext,
  task: LockedTask,
  { variables, local }: Omit<CompleteUserTaskInput, 'taskId'>,
): Promise<void> {
  const { taskId, activityKey: key, taskStatus } = task;
  if (taskStatus !== 'open') throw new TaskNotOpenError(`Task ${taskId} is already ${taskStatus}.`);
  await advanceInstance(context, task, { type: 'completeTask', key, variables, local });
  context.named(completeUserTask.name).audit({
    subject: 'user-task',
    subjectId: taskId,
    detail: { instanceId: task.id, variables: Object.keys(variables) },
  });
}
