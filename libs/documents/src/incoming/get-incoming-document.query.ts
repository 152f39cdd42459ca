import type { Database } from '#database';
import { type Attachment, attachmentsOf } from '#files';
import { type ContributionRow, listContributions } from '../contributions/list-contributions.query.js';
import { getObligationOf, type ObligationDetail } from '../obligations/get-obligation-of.query.js';
import { RECEIPT_JOINS } from '../instructions/list-receipts.query.js';
import { IncomingDocumentNotFoundError } from './errors.js';
import type { MEDIA, PAPER_SIZES } from './incoming-document.schema.js';
import { type IncomingDocumentSummary, LEAD_JOINS, SUMMARY_COLUMNS } from './list-incoming-documents.query.js';

/** The instruction that holds. */
export interface InstructionDetail {
  readonly id: string;
  readonly content: string;
  readonly instructedBy: string;
  readonly instructedByName: string | null;
  readonly instructedAt: string;
  /** The lead unit first. */
  readonly units: InstructedUnit[];
}

export interface InstructedUnit {
  readonly unit: string;
  readonly unitName: string | null;
  readonly role: 'lead' | 'coordinating' | 'for-information';
  readonly dueAt: string | null;
  /** Of a unit for information: who confirmed for it that it has read the document, and when; null: nobody has. */
  readonly readBy: string | null;
  readonly readByName: string | null;
  readonly readAt: string | null;
}

export interface IncomingDocumentDetail extends IncomingDocumentSummary {
  /** The number in `documentNumber`, with the letter behind it, and the symbol; null where it was not read as such. */
  readonly codeNumber: string | null;
  readonly codeNotation: string | null;
  readonly pages: number | null;
  readonly medium: (typeof MEDIA)[number];
  readonly senderOrganId: string | null;
  readonly issuePlace: string | null;
  readonly signerName: string | null;
  readonly signerPosition: string | null;
  readonly toPlaces: string | null;
  readonly language: string | null;
  readonly issuedCopies: number | null;
  readonly paperSize: (typeof PAPER_SIZES)[number] | null;
  readonly note: string | null;
  readonly registeredAt: string;
  readonly registeredBy: string;
  /** Why it was registered late; null where it was not. */
  readonly lateReason: string | null;
  readonly voidedBy: string | null;
  readonly voidReason: string | null;
  readonly closedAt: string | null;
  /** Reported by the lead unit where no reply was required. */
  readonly handlingResult: string | null;
  readonly attachments: Attachment[];
  readonly instruction: InstructionDetail | null;
  /** Of its coordinating units. */
  readonly contributions: ContributionRow[];
  /** With contributions and answering documents; null where no reply is required. */
  readonly obligation: ObligationDetail | null;
}

type DocumentRow = Omit<IncomingDocumentDetail, 'attachments' | 'instruction' | 'contributions' | 'obligation'>;

/** @throws IncomingDocumentNotFoundError */
export async function getIncomingDocument(database: Database, id: string): Promise<IncomingDocumentDetail> {
  const [document] = await database.query<DocumentRow>(
    `select ${SUMMARY_COLUMNS}, d.code_number as "codeNumber", d.code_notation as "codeNotation", d.pages, d.medium,
            d.sender_organ_id as "senderOrganId", d.issue_place as "issuePlace", d.signer_name as "signerName",
            d.signer_position as "signerPosition", d.to_places as "toPlaces", d.language, d.issued_copies as "issuedCopies",
            d.paper_size as "paperSize", d.note, d.registered_at as "registeredAt", d.registered_by as "registeredBy",
            d.late_reason as "lateReason", d.voided_by as "voidedBy", d.void_reason as "voidReason",
            d.closed_at as "closedAt", d.handling_result as "handlingResult"
     from incoming_document d ${LEAD_JOINS} where d.id = $1`,
    [id],
  );
  if (document === undefined) throw new IncomingDocumentNotFoundError(id);
  return {
    ...document,
    attachments: await attachmentsOf(database, 'incoming_document_id', id),
    instruction: await currentInstruction(database, id),
    contributions: await listContributions(database, id),
    obligation: await getObligationOf(database, id),
  };
}

async function currentInstruction(database: Database, documentId: string): Promise<InstructionDetail | null> {
  const [instruction] = await database.query<Omit<InstructionDetail, 'units'>>(
    `select i.id, i.content, i.instructed_by as "instructedBy", p.full_name as "instructedByName",
            i.instructed_at as "instructedAt"
     from instruction i left join person p on p.login = i.instructed_by
     where i.document_id = $1 and i.current`,
    [documentId],
  );
  if (instruction === undefined) return null;
  const units = await database.query<InstructedUnit>(
    `select iu.unit_code as unit, unit.name as "unitName", iu.role, iu.due_at as "dueAt",
       receipt.read_by as "readBy", reader.full_name as "readByName", receipt.read_at as "readAt"
     from instruction_unit iu left join unit on unit.code = iu.unit_code
     ${RECEIPT_JOINS}
     where iu.instruction_id = $1
     order by array_position(array['lead', 'coordinating', 'for-information'], iu.role), unit.sort, iu.unit_code`,
    [instruction.id],
  );
  return { ...instruction, units };
}
