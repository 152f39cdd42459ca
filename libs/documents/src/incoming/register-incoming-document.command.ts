import { farOffFindings } from '#calendar';
import { officeCalendars, warnOfDayOff } from '#deadlines';
import { dateInZone, type Finding, newId } from '#foundation';
import { type Command, type CommandContext, startInstance } from '#runtime';
import { findUnlinkable, takeAttachments } from '../attachments/link-attachments.js';
import { enterDeadline } from '../deadlines/enter-deadline.js';
import { type TakenNumber, takeNumber } from '../numbering/take-number.js';
import { DuplicateIncomingDocumentError, RegistrationRefusedError } from './errors.js';
import type { IncomingDocumentInput } from './incoming-document.schema.js';

export interface RegisteredDocument {
  readonly id: string;
  readonly arrivalNumber: number;
  readonly arrivalYear: number;
  readonly instanceId: string;
  /** Null where no reply is required. */
  readonly obligationId: string | null;
  /** What the clerk should know of the deadline that he wrote, in Vietnamese: it lies on a day off. */
  readonly warning: string | null;
}

interface Registration extends Omit<RegisteredDocument, 'warning'> {
  readonly input: IncomingDocumentInput;
  readonly dueAt: string | null;
}

/**
 * Registers an incoming document: arrival number, files, reply obligation and the running process in one transaction
 * (171/QĐ-BDT §6, ND 30 §22). The input comes parsed by `incomingDocumentSchema`.
 * @throws RegistrationRefusedError, DuplicateIncomingDocumentError
 */
export const registerIncomingDocument: Command<IncomingDocumentInput, RegisteredDocument> = {
  name: 'documents.register-incoming-document',
  async run(context, input) {
    await refuseContradictions(context, input);
    const arrival = await takeNumber(context, 'incoming');
    // Only now: the book's lock, held until the commit, keeps a twin that is being registered from slipping past.
    if (!input.acceptDuplicate) await refuseDuplicate(context, input);

    const registration = await startCase(context, arrival, input);
    await insertDocument(context, arrival, registration);
    if (registration.obligationId !== null) await openObligation(context, registration);
    await enterWrittenDeadline(context, registration);
    await takeAttachments(context, input.attachmentIds, { incomingDocumentId: registration.id });

    const { id, arrivalNumber, arrivalYear, instanceId, obligationId } = registration;
    context.audit({
      subject: 'incoming-document',
      subjectId: id,
      detail: { arrivalNumber, arrivalYear, documentNumber: input.documentNumber ?? null, attachmentIds: input.attachmentIds },
    });
    return { id, arrivalNumber, arrivalYear, instanceId, obligationId, warning: warningOf(context, registration) };
  },
};

async function refuseContradictions({ tx, now, zone }: CommandContext, input: IncomingDocumentInput): Promise<void> {
  const findings: Finding[] = [];
  if (input.documentDate > dateInZone(now, zone)) findings.push({ where: 'documentDate', what: 'lies in the future' });
  if (input.receivedAt !== undefined && Date.parse(input.receivedAt) > Date.parse(now)) {
    findings.push({ where: 'receivedAt', what: 'lies in the future' });
  }
  if (input.replyRequired && !input.dueAt) {
    findings.push({ where: 'dueAt', what: 'is missing', mend: 'A required reply needs a deadline.' });
  }
  if (input.dueAt && Date.parse(input.dueAt) <= Date.parse(now)) {
    findings.push({ where: 'dueAt', what: `has passed; it is now ${now}`, mend: 'Give a deadline that can be kept.' });
  }
  for (const field of ['receivedAt', 'dueAt'] as const) {
    const written = input[field];
    if (written) findings.push(...farOffFindings(field, written, now));
  }
  findings.push(...(await findUnlinkable(tx, input.attachmentIds)));
  if (findings.length > 0) throw new RegistrationRefusedError(findings);
}

/** Same agency, number and day, however spelled: without diacritics, so NFC or NFD, Đ or D, large or small. */
async function refuseDuplicate({ tx }: CommandContext, input: IncomingDocumentInput): Promise<void> {
  if (!input.documentNumber) return;
  const [earlier] = await tx.query<{ id: string; arrivalNumber: number; arrivalYear: number }>(
    `select id, arrival_number as "arrivalNumber", arrival_year as "arrivalYear" from incoming_document
     where without_diacritics(document_number) = without_diacritics($1) and document_date = $2
       and without_diacritics(sender_agency) = without_diacritics($3)
     order by arrival_year, arrival_number limit 1`,
    [input.documentNumber, input.documentDate, input.senderAgency],
  );
  if (earlier !== undefined) throw new DuplicateIncomingDocumentError(input.documentNumber, earlier);
}

/** Before the row, so that no document is ever without its case. */
async function startCase(context: CommandContext, arrival: TakenNumber, input: IncomingDocumentInput): Promise<Registration> {
  const id = newId();
  const obligationId = input.replyRequired ? newId() : null;
  const dueAt = input.dueAt ? new Date(input.dueAt).toISOString() : null;
  const { instanceId } = await context.run(startInstance, {
    key: 'incoming-document',
    businessKey: id,
    variables: {
      documentId: id,
      arrivalNumber: arrival.number,
      arrivalYear: arrival.year,
      subject: input.subject,
      documentKind: input.documentType,
      urgency: input.urgency,
      replyRequired: input.replyRequired,
      hasScan: input.attachmentIds.length > 0,
      obligationId,
      dueAt,
      reminderBefore: input.reminderBefore,
      escalateAfter: input.escalateAfter,
    },
  });
  return { id, arrivalNumber: arrival.number, arrivalYear: arrival.year, instanceId, obligationId, dueAt, input };
}

async function insertDocument(context: CommandContext, { book }: TakenNumber, registration: Registration): Promise<void> {
  const { input } = registration;
  await context.tx.execute(
    `insert into incoming_document (id, book, arrival_year, arrival_number, sender_agency, document_number, document_date,
       document_type, subject, urgency, pages, received_at, reply_required, due_at, note, status, registered_at,
       registered_by, instance_id)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, 'registered', $16, $17, $18)`,
    [
      registration.id,
      book,
      registration.arrivalYear,
      registration.arrivalNumber,
      input.senderAgency,
      input.documentNumber || null,
      input.documentDate,
      input.documentType,
      input.subject,
      input.urgency,
      input.pages ?? null,
      input.receivedAt ?? context.now,
      input.replyRequired,
      registration.dueAt,
      input.note || null,
      context.now,
      context.caller.actor,
      registration.instanceId,
    ],
  );
}

async function openObligation(context: CommandContext, { id, obligationId, dueAt }: Registration): Promise<void> {
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
  const { dueAt, input } = registration;
  if (dueAt === null) return;
  const document = { ...registration, receivedAt: input.receivedAt ?? context.now };
  await enterDeadline(context, document, { unitCode: null, rule: { kind: 'fixed', dueAt, by: context.caller.actor } });
}

/** By the calendar of the agency: which unit will answer is not known yet. */
function warningOf(context: CommandContext, { dueAt }: Registration): string | null {
  return dueAt === null ? null : warnOfDayOff(officeCalendars(context).ofUnit(null).workingTime, dueAt);
}
