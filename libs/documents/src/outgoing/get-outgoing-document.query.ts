import type { Database } from '#database';
import { type Attachment, attachmentsOf } from '../attachments/get-attachment.query.js';
import { OutgoingDocumentNotFoundError } from './errors.js';
import {
  OUTGOING_NAMES,
  OUTGOING_SUMMARY,
  type OutgoingDocumentSummary,
  type OutgoingSummaryRow,
  withTypeName,
} from './list-outgoing-documents.query.js';

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

export interface OutgoingDocumentDetail extends OutgoingDocumentSummary {
  readonly contentApprovedBy: string | null;
  /** KT, TM, TL, TUQ or Q; null when signed in the own right. */
  readonly signatureForm: string | null;
  readonly recipients: string[] | null;
  readonly issueNote: string | null;
  readonly issuedBy: string | null;
  /** The newest first. */
  readonly versions: DraftVersionRow[];
  readonly attachments: Attachment[];
  readonly answers: AnsweredDocument[];
}

type DocumentRow = OutgoingSummaryRow &
  Pick<OutgoingDocumentDetail, 'contentApprovedBy' | 'signatureForm' | 'recipients' | 'issueNote' | 'issuedBy'>;

/** @throws OutgoingDocumentNotFoundError */
export async function getOutgoingDocument(database: Database, id: string): Promise<OutgoingDocumentDetail> {
  const [document] = await database.query<DocumentRow>(
    `select ${OUTGOING_SUMMARY}, d.content_approved_by as "contentApprovedBy", d.signature_form as "signatureForm",
            d.recipients, d.issue_note as "issueNote", d.issued_by as "issuedBy"
     from outgoing_document d ${OUTGOING_NAMES} where d.id = $1`,
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
    attachments: await attachmentsOf(database, 'outgoing_document_id', id),
    answers,
  };
}
