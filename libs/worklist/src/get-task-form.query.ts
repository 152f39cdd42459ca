import type { Database } from '#database';
import type { JsonObject } from '#foundation';
import { variablesForTask } from './case-variables.js';
import { formContext } from './task-form.js';
import { requireReadable } from './refuse-work-of-others.js';
import type { Principal } from './task-rights.js';
import { readTaskWithForm } from './task-with-form.js';

/** The form-js schema, and the data to show it with: the variables of the task and the lists it chooses from. */
export interface ShownForm {
  readonly schema: JsonObject;
  readonly data: JsonObject;
}

/**
 * The form of a user task, open or not; null where it has none. `formData` are the lists that forms choose from.
 * @throws TaskNotFoundError, TaskForbiddenError, TaskOfOthersError
 */
export async function getTaskForm(
  database: Database,
  person: Principal,
  taskId: string,
  formData: JsonObject,
): Promise<ShownForm | null> {
  const task = await readTaskWithForm(database, taskId);
  requireReadable(person, task);
  return task.form && { schema: task.form, data: formContext(variablesForTask(task), formData) };
}
