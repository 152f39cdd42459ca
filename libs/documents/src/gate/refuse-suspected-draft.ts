import type { JsonObject } from '#foundation';
import type { CommandContext } from '#runtime';
import { type GateConfirmation, refuseSuspected } from './refuse-suspected.js';

/** A task that is about to be completed, as far as the gate looks at it. */
export interface DraftCompletion {
  readonly taskId: string;
  /** What was filled in. */
  readonly values: JsonObject;
}

/**
 * The same for a draft that is written in the form of a task, whatever process the form belongs to: its fields are called
 * `draftSubject` and `draftBody`. @throws MustNotEnterSuspectedError
 */
export async function refuseSuspectedDraft(
  context: CommandContext,
  { taskId, values }: DraftCompletion,
  confirmation: GateConfirmation,
): Promise<void> {
  const [subject, body] = [values['draftSubject'], values['draftBody']].map((text) => (typeof text === 'string' ? text : null));
  if (subject === null && body === null) return;
  const gate = await refuseSuspected(context, { subject, body }, [], confirmation);
  if (Object.keys(gate).length > 0) context.audit({ subject: 'user-task', subjectId: taskId, detail: gate });
}
