import { type Database, searchFor } from '#database';
import { type Page, type PageRequest, readCursor, toPage } from '#foundation';
import { z } from 'zod';
import { DOCUMENT_TYPE_NAMES } from '../numbering/document-types.js';
import { STANDS } from '../obligations/standing-answer.js';
import { type DocumentReader, readableOutgoing, readerParameters } from '../reading-rights.js';

export const OUTGOING_STATUSES = ['draft', 'signed', 'issued'] as const;
export type OutgoingStatus = (typeof OUTGOING_STATUSES)[number];

export interface OutgoingDocumentFilter extends PageRequest {
  /** Year of issue; leaves out what is not issued. */
  readonly year?: number;
  /** Words of the symbol or subject, with or without diacritics. */
  readonly search?: string;
  readonly status?: OutgoingStatus;
  /** Code of the drafting unit. */
  readonly unit?: string;
  /** What is issued, stands, and asks its recipients to answer by this day, `YYYY-MM-DD`, or before. */
  readonly answerExpectedBy?: string;
  /** Confines the list to what this person may read. */
  readonly reader?: DocumentReader;
}

export interface OutgoingDocumentSummary {
  readonly id: string;
  readonly status: OutgoingStatus;
  /** Abbreviation, see `DOCUMENT_TYPE_NAMES`. */
  readonly documentType: string;
  readonly documentTypeName: string;
  readonly subject: string;
  readonly draftingUnit: string;
  readonly draftingUnitName: string | null;
  readonly draftedBy: string;
  readonly draftedByName: string | null;
  readonly createdAt: string;
  readonly signedBy: string | null;
  readonly signedAt: string | null;
  /** Number and symbol; this and the following are null until it is issued. */
  readonly symbol: string | null;
  readonly issueNumber: number | null;
  readonly issueYear: number | null;
  /** `YYYY-MM-DD`. */
  readonly documentDate: string | null;
  readonly issuedAt: string | null;
  /** The document no longer counts: it was recalled or replaced. */
  readonly endedBy: 'recall' | 'replace' | null;
  readonly corrected: boolean;
  /** `YYYY-MM-DD`: the recipients are asked to answer by this day. */
  readonly answerExpectedOn: string | null;
  /** Its number was given by mistake. */
  readonly voidedAt: string | null;
}

export type OutgoingSummaryRow = Omit<OutgoingDocumentSummary, 'documentTypeName'>;

/** Over `outgoing_document d`. */
export const OUTGOING_SUMMARY = `d.id, d.status, d.document_type as "documentType", d.subject,
  d.drafting_unit as "draftingUnit", unit.name as "draftingUnitName", d.drafted_by as "draftedBy",
  drafter.full_name as "draftedByName", d.created_at as "createdAt", d.signed_by as "signedBy", d.signed_at as "signedAt",
  d.symbol, d.issue_number as "issueNumber", d.issue_year as "issueYear", d.document_date as "documentDate",
  d.issued_at as "issuedAt", d.answer_expected_on as "answerExpectedOn", d.voided_at as "voidedAt",
  (select kind from outgoing_act where document_id = d.id and kind in ('recall', 'replace')) as "endedBy",
  exists (select from outgoing_act where document_id = d.id and kind = 'correct') as corrected`;

export const OUTGOING_NAMES = `left join unit on unit.code = d.drafting_unit
  left join person drafter on drafter.login = d.drafted_by`;

/** Ids grow with the time of their making. */
const cursorSchema = z.tuple([z.uuid()]);

/** The latest drafted first. @throws BadCursorError */
export async function listOutgoingDocuments(
  database: Database,
  filter: OutgoingDocumentFilter,
): Promise<Page<OutgoingDocumentSummary>> {
  const [before] = readCursor(filter.after, cursorSchema) ?? [null];
  const search = searchFor(filter.search, 'd.search_text', 10);
  const rows = await database.query<OutgoingSummaryRow>(
    `select ${OUTGOING_SUMMARY}
     from outgoing_document d ${OUTGOING_NAMES}
     where ($1::int is null or d.issue_year = $1)
       and ($2::text is null or d.status = $2)
       and ($3::text is null or d.drafting_unit = $3)
       and ($4::uuid is null or d.id < $4)
       and ($9::date is null or d.answer_expected_on <= $9 and exists (select from outgoing_document g where g.id = d.id and ${STANDS}))
       and ${readableOutgoing('d', 5)}
       ${search.conditions}
     order by d.id desc limit $8`,
    [
      filter.year ?? null,
      filter.status ?? null,
      filter.unit ?? null,
      before,
      ...readerParameters(filter.reader),
      filter.limit + 1,
      filter.answerExpectedBy ?? null,
      ...search.parameters,
    ],
  );
  return toPage(rows.map(withTypeName), filter.limit, (last) => [last.id]);
}

export function withTypeName<Row extends OutgoingSummaryRow>(row: Row): Row & { documentTypeName: string } {
  return { ...row, documentTypeName: DOCUMENT_TYPE_NAMES[row.documentType] ?? row.documentType };
}
