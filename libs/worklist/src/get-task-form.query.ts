import type { Database } from '#database';
import type { JsonObject } from '#foundation';
import type { CaseGuard } from './case-guard.js';
import { variablesForTask } from './case-variables.js';
import { formContext } from './task-form.js';
import { requireReadable } from './refuse-work-of-others.js';
import { TaskForbiddenError } from './errors.js';
import { type Principal, readsAsOverseerAlone } from './task-rights.js';
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
  hidden: CaseGuard,
): Promise<ShownForm | null> {
  const task = await readTaskWithForm(database, taskId);
  requireReadable(person, task);
  if (readsAsOverseerAlone(person, task) && (await hidden(database, person, [task.instanceId])).size > 0) {
    throw new TaskForbiddenError(taskId, 'belongs to a case whose content is not for you to read');
  }
  return task.form && { schema: task.form, data: formContext(variablesForTask(task), formData) };
}
