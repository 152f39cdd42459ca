import { dateInZone, type JsonObject, newId } from '#foundation';
import type { CommandContext } from '#runtime';
import { z } from 'zod';
import { OutgoingDocumentNotFoundError, OutgoingNotDraftError } from '../errors.js';
import { RecipientsNameNobodyError } from '../recipients/errors.js';
import { parseRecipients } from '../recipients/parse-recipients.js';
import { resolveRecipients } from '../recipients/resolve-recipients.js';
import { MayNotSignError } from '../signing/errors.js';
import { AUTHORITY_FORMS, type AuthorityForm, isEntrusted, signatureBlock } from '../signing/signature-forms.js';
import { authoritiesFor, recordsAuthorities, type SigningAuthority } from '../signing/signing-authority.js';
import { DutiesNotSeparatedError, NothingToSendError, OriginalMissingError } from './errors.js';
import { breachOfDuties, type DutiesDone, type DutyToDo, OUTGOING_STEPS, type OutgoingStep } from './separation-of-duties.js';

/** A task that is about to be completed, as far as these rules look at it. */
export interface StepCompletion {
  readonly taskId: string;
  readonly properties: Readonly<Record<string, string>>;
  readonly candidateGroups: readonly string[];
  readonly person: { readonly login: string; readonly groups: readonly string[] };
  readonly variables: JsonObject;
  readonly values: JsonObject;
}

/** Decisions that let the document go on. */
const PASSING: ReadonlySet<unknown> = new Set(['approve', 'pass', 'sign']);

/** Steps that nobody returns the document from. */
const UNDECIDED: ReadonlySet<OutgoingStep> = new Set(['issue', 'verify-number']);

const stepSchema = z.enum(OUTGOING_STEPS);
const formSchema = z.enum(AUTHORITY_FORMS).catch('OWN');

interface Draft {
  readonly id: string;
  readonly version: number;
  readonly status: string;
  readonly type: string;
  readonly authors: readonly string[];
  readonly files: number;
}

/**
 * Where a task of a model says `outgoingStep` in its properties: refuses to let somebody do the step who must leave it to
 * another, or who may not sign so, and records who did it and for whom. It is asked in the transaction that completes the
 * task, so it holds however the task has come to him: offered, claimed, handed on or given by an operator.
 * @throws DutiesNotSeparatedError, MayNotSignError, RecipientsNameNobodyError, NothingToSendError, OriginalMissingError,
 *   OutgoingDocumentNotFoundError
 */
export async function recordOutgoingStep(context: CommandContext, completion: StepCompletion): Promise<void> {
  const { data: step } = stepSchema.safeParse(completion.properties['outgoingStep']);
  if (step === undefined) return;
  const draft = await lockDraft(context, completion.variables['outgoingDocumentId']);
  const passed = UNDECIDED.has(step) || PASSING.has(completion.values['decision']);
  let duty = await dutyOf(context, step, completion);
  if (passed) {
    if (step === 'sign') duty = await takeSignature(context, draft, duty, completion);
    const done = await dutiesDone(context, draft);
    const breach = breachOfDuties(duty, done);
    if (breach !== undefined) {
      const others = await othersFor(context, draft, duty, done, completion);
      throw new DutiesNotSeparatedError(duty.doer.login, step, breach, others);
    }
    if (step === 'verify-number' && draft.files === 0) throw new OriginalMissingError(draft.id);
    if (step === 'issue') await refuseRecipients(context, draft, completion.values['recipients']);
  }
  await context.tx.execute(
    `insert into outgoing_step (id, document_id, version, step, passed, done_by, acting_for, comment, task_id, done_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
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
    ],
  );
}

async function lockDraft({ tx }: CommandContext, id: unknown): Promise<Draft> {
  const [draft] = await tx.query<Draft>(
    `select d.id, d.version, d.status, d.document_type as type,
            (select array_agg(distinct saved_by) from outgoing_draft_version where document_id = d.id) as authors,
            (select count(*)::int from attachment where outgoing_document_id = d.id) as files
     from outgoing_document d where d.id = $1 for no key update of d`,
    [z.uuid().safeParse(id).data ?? null],
  );
  if (draft === undefined) throw new OutgoingDocumentNotFoundError(String(id));
  return draft;
}

/** Whoever is offered the step by a post in a unit does it by that post; to whom it was handed, for its holder. */
async function dutyOf(
  { tx, now, zone }: CommandContext,
  step: OutgoingStep,
  { candidateGroups, person: { login, groups } }: StepCompletion,
): Promise<DutyToDo> {
  const posts = candidateGroups.filter((group) => group.includes(':'));
  const headsUnit = posts.some((group) => groups.includes(group));
  if (posts.length === 0 || headsUnit) return { step, doer: { login, actingFor: [] }, headsUnit };
  const holders = await tx.query<{ login: string }>(
    'select distinct login from post where groups && $1::text[] and held_on(post, $2) order by login',
    [posts, dateInZone(now, zone)],
  );
  return { step, doer: { login, actingFor: holders.map((holder) => holder.login) }, headsUnit };
}

/** The authority he signs by; kept with the document as it is now. @throws MayNotSignError, OutgoingNotDraftError */
async function takeSignature(
  context: CommandContext,
  { id, type, status }: Draft,
  duty: DutyToDo,
  { person, values }: StepCompletion,
): Promise<DutyToDo> {
  if (status !== 'draft') throw new OutgoingNotDraftError(id);
  const { tx } = context;
  const form: AuthorityForm = formSchema.parse(values['signatureForm'] || 'OWN');
  const day = dateInZone(context.now, context.zone);
  if (form === 'OWN' && person.groups.includes('leader') && !(await recordsAuthorities(tx))) return { ...duty, form };
  const all = await authoritiesFor(tx, { day, documentType: type });
  const authority = all.find((each) => each.holder === person.login && each.form === form);
  if (authority === undefined) throw new MayNotSignError(person.login, form, type, day, namesOf(all));
  const block = signatureBlock(form, authority.principal, authority.title);
  await tx.execute('update outgoing_document set signing_authority_id = $2, signature_block = $3 where id = $1', [
    id,
    authority.id,
    block,
  ]);
  return { ...duty, form, doer: { login: person.login, actingFor: entrustedBy(authority) } };
}

function entrustedBy({ form, grantedBy }: SigningAuthority): string[] {
  return isEntrusted(form) && grantedBy !== null ? [grantedBy] : [];
}

function namesOf(authorities: readonly SigningAuthority[]): string[] {
  return authorities.map(({ holder, form }) => `${holder} (${form})`);
}

async function dutiesDone({ tx }: CommandContext, { id, authors }: Draft): Promise<DutiesDone> {
  const latest = await tx.query<{ step: OutgoingStep; login: string; actingFor: string[] }>(
    `select distinct on (step) step, done_by as login, acting_for as "actingFor" from outgoing_step
     where document_id = $1 and passed order by step, done_at desc, id desc`,
    [id],
  );
  const doneAs = (step: OutgoingStep) => latest.find((each) => each.step === step) ?? null;
  return { authors, approval: doneAs('approve-content'), formatCheck: doneAs('check-format') };
}

/** Logins of those who could do the step instead. */
async function othersFor(
  { tx, now, zone }: CommandContext,
  { type }: Draft,
  { step }: DutyToDo,
  done: DutiesDone,
  { candidateGroups }: StepCompletion,
): Promise<string[]> {
  const day = dateInZone(now, zone);
  const signers = step === 'sign' ? await authoritiesFor(tx, { day, documentType: type }) : [];
  const offered = await tx.query<{ login: string }>(
    'select distinct login from post where groups && $1::text[] and held_on(post, $2) order by login',
    [signers.length > 0 ? [] : candidateGroups, day],
  );
  const candidates: DutyToDo[] = [
    ...offered.map(({ login }) => ({ step, doer: { login, actingFor: [] }, headsUnit: true })),
    ...signers.map((each) => ({ step, form: each.form, doer: { login: each.holder, actingFor: entrustedBy(each) } })),
  ];
  const able = candidates.filter((candidate) => breachOfDuties(candidate, done) === undefined);
  return [...new Set(able.map(({ doer }) => doer.login))];
}

/** The job that issues would fail on these for good, with the task gone. What the form leaves out is the model's to fill. */
async function refuseRecipients({ tx }: CommandContext, { id, files }: Draft, recipients: unknown): Promise<void> {
  if (typeof recipients !== 'string') return;
  const written = parseRecipients(recipients);
  if (written.length === 0) throw new RecipientsNameNobodyError(id, recipients);
  if (files > 0) return;
  const resolved = await resolveRecipients(tx, id, written);
  const byMail = resolved.filter(({ kind }) => kind === 'mail');
  if (byMail.length > 0) throw new NothingToSendError(id, byMail.map(({ name }) => name));
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : null;
}
