import type { JsonObject } from '#foundation';
import type { Command } from '../command.js';
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

interface InstanceWithTask extends LockedInstance {
  readonly activityKey: number;
  readonly taskStatus: string;
}

/**
 * Completes an open user task in the name of the caller. Who may do so is decided before, by the worklist.
 * @throws TaskNotFoundError, TaskNotOpenError
 */
export const completeUserTask: Command<CompleteUserTaskInput, void, InstanceWithTask> = {
  name: 'runtime.complete-user-task',

  // Locking task and instance together makes the second of two completers see the first one's result.
  opening: ({ taskId }) => ({
    sql: `select ${INSTANCE_COLUMNS}, t.activity_key as "activityKey", t.status as "taskStatus"
          from user_task t join process_instance i on i.id = t.instance_id
          where t.id = $1 for no key update of i, t`,
    parameters: [taskId],
  }),

  async run(context, { taskId, variables, local }, [row]) {
    if (row === undefined) throw new TaskNotFoundError(`There is no task ${taskId}.`);
    if (row.taskStatus !== 'open') throw new TaskNotOpenError(`Task ${taskId} is already ${row.taskStatus}.`);
    await advanceInstance(context, row, { type: 'completeTask', key: row.activityKey, variables, local });
    context.audit({
      subject: 'user-task',
      subjectId: taskId,
      detail: { instanceId: row.id, variables: Object.keys(variables) },
    });
  },
};
