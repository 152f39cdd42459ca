import { CongvanError, dateInZone } from '#foundation';
import type { CommandContext } from '#runtime';
import { MayNotSignError } from '../signing/errors.js';
import { entrustedBy } from '../signing/signature-forms.js';
import { authoritiesFor, signsInOwnRight } from '../signing/signing-authority.js';
import { type DraftInHand, dutiesDone, lockDraftInHand } from './draft-in-hand.js';
import { exceptionFor } from './duty-exception.js';
import { DutiesNotSeparatedError } from './errors.js';
import { dutyOf, refuseOtherPosts, stepSchema, type StepToDo } from './record-outgoing-step.js';
import { breachOfDuties, type DutyToDo } from './separation-of-duties.js';
import { whoMayInstead } from './who-may-instead.js';

/**
 * What is asked when a step of an outgoing document is completed, asked before the task comes to somebody: who could let the
 * document pass in no way does not keep the task from others.
 * @throws StepOfOtherPostError, DutiesNotSeparatedError, MayNotSignError, OutgoingDocumentNotFoundError
 */
export async function refuseUnfitForStep(context: CommandContext, todo: StepToDo): Promise<void> {
  const { data: step } = stepSchema.safeParse(todo.properties['outgoingStep']);
  if (step === undefined) return;
  const draft = await lockDraftInHand(context, todo.variables['outgoingDocumentId']);
  const { login } = todo.person;
  if ((await exceptionFor(context.tx, draft, step, login)) !== null) return;
  const duty = await dutyOf(context, step, todo);
  const ways = step === 'sign' ? await waysToSign(context, draft, duty, todo) : [duty];
  const done = await dutiesDone(context, draft);
  const [breach, ...others] = ways.map((way) => breachOfDuties(way, done));
  const whoMay = () => whoMayInstead(context, draft, step, todo.escalatedTo);
  if (breach !== undefined && !others.includes(undefined)) throw new DutiesNotSeparatedError(login, step, breach, await whoMay());
  await refuseOtherPosts(context, step, draft, todo);
  if (ways.length === 0) throw new MayNotSignError(login, 'OWN', draft.type, dateInZone(context.now, context.zone), await whoMay());
}

/** Whether a task is a step of an outgoing document that somebody may do: by his post, by an authority, or by leave of a leader. */
export async function mayDoStep(context: CommandContext, todo: StepToDo): Promise<boolean> {
  if (!stepSchema.safeParse(todo.properties['outgoingStep']).success) return false;
  try {
    await refuseUnfitForStep(context, todo);
    return true;
  } catch (error) {
    if (error instanceof CongvanError) return false;
    throw error;
  }
}

/** One for each authority that he holds, among which he chooses when he signs; else in his own right. */
async function waysToSign(
  { tx, now, zone }: CommandContext,
  { type }: DraftInHand,
  duty: DutyToDo,
  { person: { login } }: StepToDo,
): Promise<DutyToDo[]> {
  const day = dateInZone(now, zone);
  if (await signsInOwnRight(tx, login, day)) return [{ ...duty, form: 'OWN' }];
  const own = await authoritiesFor(tx, { day, documentType: type, holder: login });
  return own.map((authority) => ({ ...duty, form: authority.form, doer: { login, actingFor: entrustedBy(authority) } }));
}
