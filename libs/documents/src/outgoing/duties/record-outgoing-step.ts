import { dateInZone, type JsonObject, newId } from '#foundation';
import type { CommandContext } from '#runtime';
import { z } from 'zod';
import { OutgoingNotDraftError } from '../errors.js';
import { MayNotSignError } from '../signing/errors.js';
import { AUTHORITY_FORMS, type AuthorityForm, entrustedBy, signatureBlock } from '../signing/signature-forms.js';
import { authoritiesFor, type SigningAuthority, signsInOwnRight } from '../signing/signing-authority.js';
import { type DraftInHand, dutiesDone, lockDraftInHand } from './draft-in-hand.js';
import { exceptionFor } from './duty-exception.js';
import { DutiesNotSeparatedError, OriginalMissingError, StepOfOtherPostError } from './errors.js';
import { passedSteps, refuseMissingSteps } from './passed-steps.js';
import { refuseIssue } from './refuse-issue.js';
import { breachOfDuties, type DutyToDo, OUTGOING_STEPS, type OutgoingStep } from './separation-of-duties.js';
import { postsFor } from './step-posts.js';
import { whoMayInstead } from './who-may-instead.js';

/** A task and somebody who is about to do it, as far as these rules look at it. */
export interface StepToDo {
  readonly taskId: string;
  readonly properties: Readonly<Record<string, string>>;
  readonly candidateGroups: readonly string[];
  /** Groups to which it has climbed. */
  readonly escalatedTo: readonly string[];
  readonly person: { readonly login: string; readonly groups: readonly string[] };
  readonly variables: JsonObject;
}

/** The same when it is about to be completed. */
export interface StepCompletion extends StepToDo {
  readonly values: JsonObject;
}

/** Decisions that let the document go on. */
const PASSING: ReadonlySet<unknown> = new Set(['approve', 'pass', 'sign']);

/** Steps that nobody returns the document from. */
const UNDECIDED: ReadonlySet<OutgoingStep> = new Set(['issue', 'verify-number']);

export const stepSchema = z.enum(OUTGOING_STEPS);
const formSchema = z.enum(AUTHORITY_FORMS).catch('OWN');

/**
 * Where a task of a model says `outgoingStep` in its properties: refuses to let somebody do the step whose post is another,
 * who must leave it to another, or who may not sign so, and records who did it and for whom. It is asked in the transaction
 * that completes the task, so it holds however the task has come to him: offered, claimed, handed on or given by an operator.
 * @throws StepOfOtherPostError, DutiesNotSeparatedError, EarlierStepMissingError, MayNotSignError, OriginalMissingError,
 *   OutgoingDocumentNotFoundError, and what {@link refuseIssue} throws
 */
export async function recordOutgoingStep(context: CommandContext, completion: StepCompletion): Promise<void> {
  const { data: step } = stepSchema.safeParse(completion.properties['outgoingStep']);
  if (step === undefined) return;
  const draft = await lockDraftInHand(context, completion.variables['outgoingDocumentId']);
  const passed = UNDECIDED.has(step) || PASSING.has(completion.values['decision']);
  const exception = await exceptionFor(context.tx, draft, step, completion.person.login);
  let duty = await dutyOf(context, step, completion);
  if (passed) {
    if (step === 'sign') duty = await takeSignature(context, draft, duty, completion);
    const breach = breachOfDuties(duty, await dutiesDone(context, draft));
    if (breach !== undefined && exception === null) {
      const others = await whoMayInstead(context, draft, step, completion.escalatedTo);
      throw new DutiesNotSeparatedError(duty.doer.login, step, breach, others);
    }
  }
  if (exception === null) await refuseOtherPosts(context, step, draft, completion);
  if (passed) {
    refuseMissingSteps(step, draft, await passedSteps(context, draft));
    // What stands no longer takes no files: its task ends without.
    if (step === 'verify-number' && draft.stands && draft.files === 0) throw new OriginalMissingError(draft.id);
    if (step === 'issue') await refuseIssue(context, draft, completion.values);
  }
  await context.tx.execute(
    `insert into outgoing_step (id, document_id, version, step, passed, done_by, acting_for, comment, task_id, done_at, exception_id)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
    [
      newId(),
      draft.id,
      draft.version,
      step,
      passed,
      duty.doer.login,
      duty.doer.actingFor,
      textOf(completion.values['comment']),
      completion.taskId,
      context.now,
      exception,
    ],
  );
}

/** @throws StepOfOtherPostError */
export async function refuseOtherPosts(
  context: CommandContext,
  step: OutgoingStep,
  draft: DraftInHand,
  { person: { login, groups }, escalatedTo }: StepToDo,
): Promise<void> {
  const posts = postsFor(step, draft.unit, escalatedTo);
  if (posts.some((group) => groups.includes(group))) return;
  if (step === 'verify-number' && login === draft.draftedBy) return;
  const { tx, now, zone } = context;
  const signer = { day: dateInZone(now, zone), documentType: draft.type, holder: login };
  if (step === 'sign' && (await authoritiesFor(tx, signer)).length > 0) return;
  throw new StepOfOtherPostError(login, step, await whoMayInstead(context, draft, step, escalatedTo));
}

/**
 * Whoever is offered the step by a post of his own in a unit does it by that post; to whom it was handed, for its holder, as
 * does the deputy who does the work of such a post.
 */
export async function dutyOf(
  { tx, now, zone }: CommandContext,
  step: OutgoingStep,
  { candidateGroups, person: { login, groups } }: StepToDo,
): Promise<DutyToDo> {
  const day = dateInZone(now, zone);
  const [deputy] = await tx.query<{ holders: string[] | null }>('select acting_for($1, $2, $3) as holders', [login, candidateGroups, day]);
  if (deputy?.holders) return { step, doer: { login, actingFor: deputy.holders }, headsUnit: false };
  const posts = candidateGroups.filter((group) => group.includes(':'));
  const headsUnit = posts.some((group) => groups.includes(group));
  if (posts.length === 0 || headsUnit) return { step, doer: { login, actingFor: [] }, headsUnit };
  const holders = await tx.query<{ login: string }>(
    'select distinct login from post where groups && $1::text[] and held_on(post, $2) order by login',
    [posts, day],
  );
  return { step, doer: { login, actingFor: holders.map((holder) => holder.login) }, headsUnit };
}

/** The authority he signs by; kept with the document as it is now. @throws MayNotSignError, OutgoingNotDraftError */
async function takeSignature(
  context: CommandContext,
  { id, type, status }: DraftInHand,
  duty: DutyToDo,
  { person, values }: StepCompletion,
): Promise<DutyToDo> {
  if (status !== 'draft') throw new OutgoingNotDraftError(id);
  const { tx } = context;
  const form: AuthorityForm = formSchema.parse(values['signatureForm'] || 'OWN');
  const day = dateInZone(context.now, context.zone);
  if (form === 'OWN' && (await signsInOwnRight(tx, person.login, day))) return { ...duty, form };
  const all = await authoritiesFor(tx, { day, documentType: type });
  const authority = all.find((each) => each.holder === person.login && each.form === form);
  if (authority === undefined) throw new MayNotSignError(person.login, form, type, day, namesOf(all));
  const block = signatureBlock(authority);
  await tx.execute('update outgoing_document set signing_authority_id = $2, signature_block = $3 where id = $1', [
    id,
    authority.id,
    block,
  ]);
  return { ...duty, form, doer: { login: person.login, actingFor: entrustedBy(authority) } };
}

function namesOf(authorities: readonly SigningAuthority[]): string[] {
  return authorities.map(({ holder, form }) => `${holder} (${form})`);
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : null;
}
