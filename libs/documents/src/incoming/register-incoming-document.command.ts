import { officeCalendars } from '#deadlines';
import { findUnlinkable, takeAttachments } from '#files';
import { dateInZone, type Finding, type JsonObject, newId } from '#foundation';
import { type Command, type CommandContext, startInstance } from '#runtime';
import { defaultBook } from '../books/book-for.js';
import { enterDeadline } from '../deadlines/enter-deadline.js';
import { refuseSuspected } from '../gate/refuse-suspected.js';
import { type TakenNumber, takeNumber } from '../numbering/take-number.js';
import { arrivalYearOf } from './arrival-year.js';
import { dueDateOf } from './due-date.js';
import { RegistrationRefusedError } from './errors.js';
import type { IncomingDocumentInput } from './incoming-document.schema.js';
import { insertIncomingDocument } from './insert-incoming-document.js';
import { instructionVariables } from './paper-instruction.js';
import { refuseDuplicate } from './refuse-duplicate.js';
import { registrationFindings } from './registration-findings.js';
import { type RegistrationWarning, registrationWarnings } from './registration-warnings.js';

export interface RegisteredDocument {
  readonly id: string;
  /** Code of the book. */
  readonly book: string;
  readonly arrivalNumber: number;
  readonly arrivalYear: number;
  readonly instanceId: string;
  /** Null where no reply is required. */
  readonly obligationId: string | null;
  /** What the clerk should know of the deadline that he wrote, in Vietnamese: it lies on a day off. */
  readonly warning: string | null;
  /** That and all else that looks mistyped. */
  readonly warnings: readonly RegistrationWarning[];
}

/** What the clerk entered, with the due date that comes of it: ISO UTC. */
export interface RegistrationInput extends IncomingDocumentInput {
  readonly dueAt: string | null;
}

/** A document that is being registered. */
export interface Registration extends Omit<RegisteredDocument, 'warning' | 'warnings'> {
  readonly input: RegistrationInput;
}

/**
 * Registers an incoming document: arrival number, files, reply obligation and the running process in one transaction
 * (171/QĐ-BDT §6, ND 30 §22). The input comes parsed by `incomingDocumentSchema`.
 * @throws RegistrationRefusedError, MustNotEnterSuspectedError, DuplicateIncomingDocumentError, BookYearClosedError
 */
export const registerIncomingDocument: Command<IncomingDocumentInput, RegisteredDocument> = {
  name: 'documents.register-incoming-document',
  async run(context, given) {
    const { dueAt, findings } = dueDateOf(context, given);
    const input = { ...given, dueAt };
    const book = input.book ?? (await defaultBook(context.tx, 'incoming'));
    await refuseContradictions(context, input, book, findings);
    const gate = await refuseSuspected(context, input, input.attachmentIds, input);
    await refuseDuplicate(context, input);

    const arrival = await takeNumber(context, book, arrivalYearOf(context, input));
    const registration = await startCase(context, arrival, input);
    await insertIncomingDocument(context, registration);
    if (registration.obligationId !== null) await openObligation(context, registration);
    await enterWrittenDeadline(context, registration);
    await takeAttachments(context, input.attachmentIds, { incomingDocumentId: registration.id });

    auditRegistration(context, registration, gate);
    const { input: _, ...registered } = registration;
    // By the calendar of the agency: which unit will answer is not known yet.
    const arrivedOn = dateInZone(input.receivedAt ?? context.now, context.zone);
    const warnings = registrationWarnings(input, arrivedOn, officeCalendars(context).ofUnit(null).workingTime);
    const warning = warnings.find(({ code }) => code === 'due-on-day-off')?.message ?? null;
    return { ...registered, warning, warnings };
  },
};

async function refuseContradictions(
  context: CommandContext,
  input: RegistrationInput,
  book: string,
  against: readonly Finding[],
): Promise<void> {
  const findings = [
    ...against,
    ...(await registrationFindings(context, input, book)),
    ...(await findUnlinkable(context, input.attachmentIds)),
  ];
  if (findings.length > 0) throw new RegistrationRefusedError(findings);
}

/** Before the row, so that no document is ever without its case. */
async function startCase(
  context: CommandContext,
  { book, number, year }: TakenNumber,
  input: RegistrationInput,
): Promise<Registration> {
  const id = newId();
  const obligationId = input.replyRequired ? newId() : null;
  const { instanceId } = await context.run(startInstance, {
    key: 'incoming-document',
    businessKey: id,
    variables: {
      documentId: id,
      arrivalNumber: number,
      arrivalYear: year,
      subject: input.subject,
      documentKind: input.documentType,
      urgency: input.urgency,
      replyRequired: input.replyRequired,
      hasScan: input.attachmentIds.length > 0,
      medium: input.medium,
      obligationId,
      dueAt: input.dueAt,
      reminderBefore: input.reminderBefore,
      escalateAfter: input.escalateAfter,
      ...instructionVariables(input),
    },
  });
  return { id, book, arrivalNumber: number, arrivalYear: year, instanceId, obligationId, input };
}

async function openObligation(context: CommandContext, { id, obligationId, input: { dueAt } }: Registration): Promise<void> {
  await context.tx.execute(
    `insert into reply_obligation (id, document_id, status, due_at, opened_at) values ($1, $2, 'open', $3, $4)`,
    [obligationId, id, dueAt, context.now],
  );
  context.audit({
    subject: 'reply-obligation',
    subjectId: obligationId!,
    detail: { documentId: id, dueAt },
  });
}

async function enterWrittenDeadline(context: CommandContext, registration: Registration): Promise<void> {
  const { dueAt, receivedAt = context.now } = registration.input;
  if (dueAt === null) return;
  const document = { ...registration, receivedAt };
  await enterDeadline(context, document, { unitCode: null, rule: { kind: 'fixed', dueAt, by: context.caller.actor } });
}

function auditRegistration(
  context: CommandContext,
  { id, book, arrivalNumber, arrivalYear, input }: Registration,
  gate: JsonObject,
): void {
  const { documentNumber = null, attachmentIds, lateReason, instruction } = input;
  context.audit({
    subject: 'incoming-document',
    subjectId: id,
    detail: {
      book,
      arrivalNumber,
      arrivalYear,
      documentNumber,
      attachmentIds,
      ...gate,
      ...(lateReason ? { receivedAt: input.receivedAt ?? context.now, lateReason } : {}),
      ...(instruction ? { instructionOnPaperBy: instruction.instructedBy } : {}),
    },
  });
}
