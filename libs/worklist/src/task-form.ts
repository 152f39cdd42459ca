import { type Form, parseForm, validateSubmission } from '#forms';
import type { JsonObject } from '#foundation';
import { SubmissionRefusedError } from './errors.js';

const NO_FORM: Form = { id: 'none', fields: [] };

/**
 * What a form may look at: the variables that its task sees, and the lists it chooses from (`units`, `people`), which
 * win, so that no variable of a process can pose as the directory.
 */
export function formContext(variables: JsonObject, formData: JsonObject): JsonObject {
  return { ...variables, ...formData };
}

/**
 * Checks what was submitted with a task; gives the variables to store. A task without a form takes none.
 * @throws SubmissionRefusedError naming every field that does not fit, and every one that the form does not have.
 */
export function acceptSubmission(
  task: { readonly id: string; readonly form: JsonObject | null },
  submitted: JsonObject,
  context: JsonObject,
  env: { readonly now: string; readonly zone: string },
): JsonObject {
  // Forms with findings are refused at deploy, so those of parseForm are not looked at again.
  const form = task.form === null ? NO_FORM : parseForm(JSON.stringify(task.form)).form;
  const result = validateSubmission(form, submitted, context, env);
  if ('findings' in result) throw new SubmissionRefusedError(task.id, result.findings);
  return result.values;
}
