import { type Database, searchFor } from '#database';
import { type Page, type PageRequest, readCursor, toPage } from '#foundation';
import { z } from 'zod';
import { type DocumentReader, readableIncoming, readerParameters } from '../reading-rights.js';
import type { Urgency } from './incoming-document.schema.js';

/** Waiting for its instruction, under way, dealt with. */
export const INCOMING_STATUSES = ['registered', 'in-progress', 'closed'] as const;
export type IncomingStatus = (typeof INCOMING_STATUSES)[number];

export interface IncomingDocumentFilter extends PageRequest {
  /** Code of the book. */
  readonly book?: string;
  /** Arrival year. */
  readonly year?: number;
  /** Words of the number, agency, type or subject, with or without diacritics. */
  readonly search?: string;
  readonly replyRequired?: boolean;
  readonly status?: IncomingStatus;
  /** Code of the lead unit. */
  readonly unit?: string;
  /** Confines the list to what this person may read. */
  readonly reader?: DocumentReader;
}

export interface IncomingDocumentSummary {
  readonly id: string;
  /** Code of the book. */
  readonly book: string;
  readonly arrivalNumber: number;
  readonly arrivalYear: number;
  readonly senderAgency: string;
  readonly documentNumber: string | null;
  /** `YYYY-MM-DD`. */
  readonly documentDate: string;
  readonly documentType: string;
  readonly subject: string;
  readonly urgency: Urgency;
  readonly receivedAt: string;
  readonly replyRequired: boolean;
  /** What holds now: as instructed, else as registered. */
  readonly dueAt: string | null;
  readonly status: IncomingStatus;
  /** Null until there is an instruction. */
  readonly leadUnit: string | null;
  readonly leadUnitName: string | null;
  readonly instanceId: string;
  /** Null unless it was entered by mistake. */
  readonly voidedAt: string | null;
}

/** Over `incoming_document d`. */
export const SUMMARY_COLUMNS = `d.id, d.book, d.arrival_number as "arrivalNumber", d.arrival_year as "arrivalYear",
  d.sender_agency as "senderAgency", d.document_number as "documentNumber", d.document_date as "documentDate",
  d.document_type as "documentType", d.subject, d.urgency, d.received_at as "receivedAt",
  d.reply_required as "replyRequired", coalesce(lead.due_at, d.due_at) as "dueAt", d.status,
  lead.unit_code as "leadUnit", unit.name as "leadUnitName", d.instance_id as "instanceId",
  d.voided_at as "voidedAt"`;

export const LEAD_JOINS = `left join incoming_document_lead lead on lead.document_id = d.id
  left join unit on unit.code = lead.unit_code`;

/** Arrival year, arrival number, book: each book has its own numbers. */
const cursorSchema = z.tuple([z.int(), z.int(), z.string()]);

/** The latest arrivals first. @throws BadCursorError */
export async function listIncomingDocuments(
  database: Database,
  filter: IncomingDocumentFilter,
): Promise<Page<IncomingDocumentSummary>> {
  const [year, number, book] = readCursor(filter.after, cursorSchema) ?? [null, null, null];
  const search = searchFor(filter.search, 'd.search_text', 13);
  const rows = await database.query<IncomingDocumentSummary>(
    `select ${SUMMARY_COLUMNS}
     from incoming_document d ${LEAD_JOINS}
     where ($1::int is null or d.arrival_year = $1)
       and ($2::boolean is null or d.reply_required = $2)
       and ($3::text is null or d.status = $3)
       and ($4::text is null or lead.unit_code = $4)
       and ($5::int is null or (d.arrival_year, d.arrival_number, d.book) < ($5, $6::int, $7::text))
       and ($8::text is null or d.book = $8)
       and ${readableIncoming('d', 9)}
       ${search.conditions}
     order by d.arrival_year desc, d.arrival_number desc, d.book desc limit $12`,
    [
      filter.year ?? null,
      filter.replyRequired ?? null,
      filter.status ?? null,
      filter.unit ?? null,
      year,
      number,
      book,
      filter.book ?? null,
      ...readerParameters(filter.reader),
      filter.limit + 1,
      ...search.parameters,
    ],
  );
  return toPage(rows, filter.limit, (last) => [last.arrivalYear, last.arrivalNumber, last.book]);
}
