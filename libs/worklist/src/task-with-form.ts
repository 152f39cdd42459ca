import type { Database, Transaction } from '#database';
import type { EngineState } from '#engine';
import type { JsonObject } from '#foundation';
import { TaskNotFoundError } from '#runtime';
import type { TaskRecord } from './task-rights.js';

/** A task with its form-js schema, if it has one, and what its variables are made of. */
export interface TaskWithForm extends TaskRecord {
  readonly activityKey: number;
  readonly state: EngineState;
  readonly finalVariables: JsonObject | null;
  readonly form: JsonObject | null;
}

/**
 * Reads a task without a lock. Forms have the versions of the process that they were deployed with.
 * @throws TaskNotFoundError
 */
export async function readTaskWithForm(
  reader: Pick<Database | Transaction, 'query'>,
  taskId: string,
): Promise<TaskWithForm> {
  const [task] = await reader.query<TaskWithForm>(
    `select t.id, t.status, t.assignee, t.candidate_users as "candidateUsers", t.candidate_groups as "candidateGroups",
            t.escalated_to as "escalatedTo", t.completed_by as "completedBy", t.activity_key as "activityKey",
            i.state, i.variables as "finalVariables", f.forms -> t.form_key as form
     from user_task t
     join process_instance i on i.id = t.instance_id
     join process_definition d on d.id = i.definition_id
     left join lateral (
       select forms from process_definition bound
       where bound.key = d.key and case t.form_binding
         when 'latest' then true
         when 'version' then bound.version::text = t.form_version
         else bound.id = d.id end
       order by bound.version desc limit 1) f on true
     where t.id = $1`,
    [taskId],
  );
  if (task === undefined) throw new TaskNotFoundError(`There is no task ${taskId}.`);
  return task;
}
