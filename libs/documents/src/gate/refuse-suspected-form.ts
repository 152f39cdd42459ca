import type { JsonObject } from '#foundation';
import type { CommandContext } from '#runtime';
import { type GateConfirmation, refuseSuspected } from './refuse-suspected.js';

/** A task that is about to be completed, as far as the gate looks at it. */
export interface FilledForm {
  readonly taskId: string;
  /** What the task sees of the case. */
  readonly variables: JsonObject;
  /** What was filled in. */
  readonly values: JsonObject;
}

/**
 * The same for what is written in the form of a task, whatever process it belongs to: a draft, an instruction, a result. In the
 * procedure for spilt secrets, known by its `spillId`, people cannot but speak of marks. @throws MustNotEnterSuspectedError
 */
export async function refuseSuspectedForm(
  context: CommandContext,
  { taskId, variables, values }: FilledForm,
  confirmation: GateConfirmation,
): Promise<void> {
  if (variables['spillId'] !== undefined) return;
  const { draftSubject, ...others } = values;
  const gate = await refuseSuspected(context, draftSubject === undefined ? others : { subject: draftSubject, ...others }, [], confirmation);
  if (Object.keys(gate).length > 0) context.audit({ subject: 'user-task', subjectId: taskId, detail: gate });
}
