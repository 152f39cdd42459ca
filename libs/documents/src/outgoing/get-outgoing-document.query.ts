import type { Database } from '#database';
import { type Attachment, attachmentsOf } from '#files';
import type { Urgency } from '../incoming/incoming-document.schema.js';
import type { OutgoingAct } from './acts/outgoing-act.js';
import { OutgoingDocumentNotFoundError } from './errors.js';
import {
  OUTGOING_NAMES,
  OUTGOING_SUMMARY,
  type OutgoingDocumentSummary,
  type OutgoingSummaryRow,
  withTypeName,
} from './list-outgoing-documents.query.js';
import { listRecipients, type RecipientRow } from './mail/list-recipients.query.js';

export interface DraftVersionRow {
  readonly version: number;
  readonly documentType: string;
  readonly subject: string;
  readonly body: string;
  readonly savedBy: string;
  readonly savedAt: string;
}

/** An incoming document that this one answers. */
export interface AnsweredDocument {
  readonly documentId: string;
  readonly obligationId: string;
  readonly arrivalNumber: number;
  readonly arrivalYear: number;
  readonly subject: string;
}

export interface OutgoingFile extends Attachment {
  /** Whoever signed has not seen it: the clerk's scan, or an original that the drafter added. */
  readonly addedAfterSignature: boolean;
}

export interface OutgoingDocumentDetail extends OutgoingDocumentSummary {
  readonly urgency: Urgency;
  readonly workFile: string | null;
  readonly language: string | null;
  readonly pages: number | null;
  /** Its own case; null for an answer, which belongs to the case of the incoming document. */
  readonly instanceId: string | null;
  readonly intendedRecipients: string | null;
  readonly contentApprovedBy: string | null;
  /** KT, TM, TL, TUQ or Q; null when signed in the own right. */
  readonly signatureForm: string | null;
  /** The lines above the signature, by the authority it was signed with; null where none was recorded. */
  readonly signatureBlock: string[] | null;
  readonly numberVerifiedBy: string | null;
  readonly numberVerifiedAt: string | null;
  readonly recipients: string[] | null;
  readonly issueNote: string | null;
  readonly issuedBy: string | null;
  /** Code of the book; null until it is issued. */
  readonly book: string | null;
  readonly voidedBy: string | null;
  readonly voidReason: string | null;
  /** The newest first. */
  readonly versions: DraftVersionRow[];
  readonly attachments: OutgoingFile[];
  readonly answers: AnsweredDocument[];
  /** Where it went, and what became of each mail. */
  readonly sentTo: RecipientRow[];
  /** What became of it since, the oldest first. */
  readonly acts: OutgoingActRow[];
}

/** That a document was recalled, replaced or corrected. */
export interface OutgoingActRow {
  readonly id: string;
  readonly kind: OutgoingAct;
  readonly reason: string;
  readonly byDocumentId: string | null;
  /** Number and symbol of the document by which it was done. */
  readonly bySymbol: string | null;
  readonly decidedBy: string;
  readonly decidedByName: string | null;
  readonly decidedAt: string;
}

type DocumentRow = OutgoingSummaryRow &
  Omit<OutgoingDocumentDetail, keyof OutgoingDocumentSummary | 'versions' | 'attachments' | 'answers' | 'sentTo' | 'acts'>;

/** An answer is filed with the case of what it answers: of the comparison of its number there is the step alone. */
const OF_ANSWERS = `left join lateral (
  select done_by, done_at from outgoing_step where document_id = d.id and step = 'verify-number' and passed
  order by done_at desc limit 1) verified on true`;

/** @throws OutgoingDocumentNotFoundError */
export async function getOutgoingDocument(database: Database, id: string): Promise<OutgoingDocumentDetail> {
  const [document] = await database.query<DocumentRow>(
    `select ${OUTGOING_SUMMARY}, d.content_approved_by as "contentApprovedBy", d.signature_form as "signatureForm",
            d.recipients, d.issue_note as "issueNote", d.issued_by as "issuedBy", d.book,
            d.voided_by as "voidedBy", d.void_reason as "voidReason", d.urgency, d.work_file as "workFile", d.language, d.pages,
            d.instance_id as "instanceId", d.intended_recipients as "intendedRecipients", d.signature_block as "signatureBlock",
            coalesce(d.number_verified_by, verified.done_by) as "numberVerifiedBy",
            coalesce(d.number_verified_at, verified.done_at) as "numberVerifiedAt"
     from outgoing_document d ${OUTGOING_NAMES} ${OF_ANSWERS} where d.id = $1`,
    [id],
  );
  if (document === undefined) throw new OutgoingDocumentNotFoundError(id);
  const versions = await database.query<DraftVersionRow>(
    `select version, document_type as "documentType", subject, body, saved_by as "savedBy", saved_at as "savedAt"
     from outgoing_draft_version where document_id = $1 order by version desc`,
    [id],
  );
  const answers = await database.query<AnsweredDocument>(
    `select d.id as "documentId", o.id as "obligationId", d.arrival_number as "arrivalNumber",
            d.arrival_year as "arrivalYear", d.subject
     from reply_obligation_answer a
     join reply_obligation o on o.id = a.obligation_id
     join incoming_document d on d.id = o.document_id
     where a.outgoing_document_id = $1 order by d.arrival_year, d.arrival_number`,
    [id],
  );
  return {
    ...withTypeName(document),
    versions,
    attachments: await filesOf(database, id),
    answers,
    sentTo: await listRecipients(database, id),
    acts: await actsOn(database, id),
  };
}

async function filesOf(database: Database, id: string): Promise<OutgoingFile[]> {
  const files = await attachmentsOf(database, 'outgoing_document_id', id);
  const added = await database.query<{ id: string }>(
    `select a.id from attachment a join outgoing_document d on d.id = a.outgoing_document_id
     where d.id = $1 and a.linked_at > d.signed_at`,
    [id],
  );
  const ids = new Set(added.map((each) => each.id));
  return files.map((file) => ({ ...file, addedAfterSignature: ids.has(file.id) }));
}

function actsOn(database: Database, id: string): Promise<OutgoingActRow[]> {
  return database.query<OutgoingActRow>(
    `select act.id, act.kind, act.reason, act.by_document_id as "byDocumentId", by.symbol as "bySymbol",
            act.decided_by as "decidedBy", p.full_name as "decidedByName", act.decided_at as "decidedAt"
     from outgoing_act act left join outgoing_document by on by.id = act.by_document_id
     left join person p on p.login = act.decided_by
     where act.document_id = $1 order by act.decided_at, act.id`,
    [id],
  );
}
