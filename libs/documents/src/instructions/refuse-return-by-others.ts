import type { JsonObject } from '#foundation';
import { ReturnForbiddenError } from './errors.js';

/** The part of a task's completion that the rule looks at. */
interface Completion {
  readonly taskId: string;
  /** To whom the work was given: `head:QLCN`. */
  readonly candidateGroups: readonly string[];
  readonly person: { readonly groups: readonly string[] };
  /** What was filled in. */
  readonly values: JsonObject;
}

/**
 * A lead unit returns a document to the leader by the word of its head (171/QĐ-BDT §9): whoever was handed the work by him
 * gives it back to him. @throws ReturnForbiddenError
 */
export function refuseReturnByOthers({ taskId, candidateGroups, person, values }: Completion): void {
  if (values.response !== 'return' || !('returnReason' in values)) return;
  if (!candidateGroups.some((group) => person.groups.includes(group))) throw new ReturnForbiddenError(taskId);
}
