import type { Database, Statement, Transaction } from '#database';
import type { EngineState } from '#engine';
import type { JsonObject } from '#foundation';
import { LOCK_TASK, LOCKED_TASK_COLUMNS, type LockedTask, TaskNotFoundError } from '#runtime';
import { TASK_RECORD_COLUMNS, type TaskRecord } from './task-rights.js';

/** A task with its form-js schema, if it has one, and what its variables are made of. */
export interface TaskWithForm extends TaskRecord {
  readonly name: string;
  readonly instanceId: string;
  readonly definitionId: string;
  readonly activityKey: number;
  /** BPMN id. */
  readonly elementId: string;
  readonly state: EngineState;
  readonly finalVariables: JsonObject | null;
  readonly form: JsonObject | null;
}

const COLUMNS = `${TASK_RECORD_COLUMNS}, t.name, t.instance_id as "instanceId", i.definition_id as "definitionId",
  t.activity_key as "activityKey", t.element_id as "elementId", i.state, i.variables as "finalVariables",
  f.forms -> t.form_key as form`;

/** Forms have the versions of the process that they were deployed with. */
const SOURCE = `user_task t
  join process_instance i on i.id = t.instance_id
  join process_definition d on d.id = i.definition_id
  left join lateral (
    select forms from process_definition bound
    where bound.key = d.key and case t.form_binding
      when 'latest' then true
      when 'version' then bound.version::text = t.form_version
      else bound.id = d.id end
    order by bound.version desc limit 1) f on true`;

/**
 * Reads a task without a lock.
 * @throws TaskNotFoundError
 */
export async function readTaskWithForm(
  reader: Pick<Database | Transaction, 'query'>,
  taskId: string,
): Promise<TaskWithForm> {
  const [task] = await reader.query<TaskWithForm>(`select ${COLUMNS} from ${SOURCE} where t.id = $1`, [taskId]);
  if (task === undefined) throw new TaskNotFoundError(`There is no task ${taskId}.`);
  return task;
}

/** A task that is about to be completed: as the worklist looks at it, and as the runtime does. */
export interface TaskInHand {
  readonly task: TaskWithForm;
  readonly locked: LockedTask;
}

/** The statement that locks a task with its instance; its rows are {@link TaskInHand}s. */
export function lockTaskWithForm(taskId: string): Statement {
  return {
    sql: `select to_jsonb(task) as task, to_jsonb(locked) as locked
          from ${SOURCE},
            lateral (select ${COLUMNS}) task, lateral (select ${LOCKED_TASK_COLUMNS}) locked
          where t.id = $1 ${LOCK_TASK}`,
    parameters: [taskId],
  };
}
