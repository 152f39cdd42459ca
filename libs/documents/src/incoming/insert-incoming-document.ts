import type { CommandContext } from '#runtime';
import { parseDocumentNumber } from '../numbering/document-number.js';
import type { Registration } from './register-incoming-document.command.js';

/** The row of a document whose case has been started. */
export async function insertIncomingDocument(context: CommandContext, registration: Registration): Promise<void> {
  const columns = columnsOf(context, registration);
  const names = Object.keys(columns);
  await context.tx.execute(
    `insert into incoming_document (${names.join(', ')}) values (${names.map((_, index) => `$${index + 1}`).join(', ')})`,
    Object.values(columns),
  );
}

function columnsOf({ now, caller }: CommandContext, registration: Registration) {
  const { input } = registration;
  const number = parseDocumentNumber(input.documentNumber ?? '');
  return {
    id: registration.id,
    book: registration.book,
    arrival_year: registration.arrivalYear,
    arrival_number: registration.arrivalNumber,
    sender_agency: input.senderAgency,
    document_number: input.documentNumber || null,
    code_number: number === null ? null : `${number.number}${number.suffix}`,
    code_notation: number?.notation ?? null,
    document_date: input.documentDate,
    document_type: input.documentType,
    subject: input.subject,
    urgency: input.urgency,
    pages: input.pages ?? null,
    medium: input.medium,
    sender_organ_id: input.senderOrganId ?? null,
    issue_place: input.issuePlace ?? null,
    signer_name: input.signerName ?? null,
    signer_position: input.signerPosition ?? null,
    to_places: input.toPlaces ?? null,
    language: input.language ?? null,
    issued_copies: input.issuedCopies ?? null,
    paper_size: input.paperSize ?? null,
    received_at: input.receivedAt ?? now,
    late_reason: input.lateReason ?? null,
    reply_required: input.replyRequired,
    due_at: input.dueAt,
    note: input.note || null,
    status: 'registered',
    registered_at: now,
    registered_by: caller.actor,
    instance_id: registration.instanceId,
  };
}
