import type { Database } from '#database';
import { type Page, type PageRequest, readCursor, toPage } from '#foundation';
import { z } from 'zod';
import type { ObligationStatus } from './get-obligation-of.query.js';

export interface ObligationFilter extends PageRequest {
  readonly status?: ObligationStatus;
  /** true: open and past its deadline; false: everything else. */
  readonly overdue?: boolean;
  /** Code of the lead unit. */
  readonly unit?: string;
}

export interface ObligationRow {
  readonly id: string;
  readonly status: ObligationStatus;
  readonly dueAt: string;
  readonly overdue: boolean;
  readonly closedAt: string | null;
  readonly timeliness: 'on-time' | 'late' | null;
  readonly documentId: string;
  readonly arrivalNumber: number;
  readonly arrivalYear: number;
  readonly senderAgency: string;
  readonly documentNumber: string | null;
  readonly subject: string;
  readonly leadUnit: string | null;
  readonly leadUnitName: string | null;
}

/** Due time, id. */
const cursorSchema = z.tuple([z.iso.datetime(), z.uuid()]);

/** What is or was owed to whom, the earliest deadline first. @throws BadCursorError */
export async function listObligations(database: Database, filter: ObligationFilter): Promise<Page<ObligationRow>> {
  const [dueAt, id] = readCursor(filter.after, cursorSchema) ?? [null, null];
  const rows = await database.query<ObligationRow>(
    `select o.id, o.status, o.due_at as "dueAt", state.overdue, o.closed_at as "closedAt", o.timeliness,
            d.id as "documentId", d.arrival_number as "arrivalNumber", d.arrival_year as "arrivalYear",
            d.sender_agency as "senderAgency", d.document_number as "documentNumber", d.subject,
            lead.unit_code as "leadUnit", unit.name as "leadUnitName"
     from reply_obligation o
     join incoming_document d on d.id = o.document_id
     left join incoming_document_lead lead on lead.document_id = d.id
     left join unit on unit.code = lead.unit_code
     cross join lateral (select o.status = 'open' and o.due_at < business_now() as overdue) state
     where ($1::text is null or o.status = $1)
       and ($2::boolean is null or state.overdue = $2)
       and ($3::text is null or lead.unit_code = $3)
       and ($4::timestamptz is null or (o.due_at, o.id) > ($4, $5::uuid))
     order by o.due_at, o.id limit $6`,
    [filter.status ?? null, filter.overdue ?? null, filter.unit ?? null, dueAt, id, filter.limit + 1],
  );
  return toPage(rows, filter.limit, (last) => [last.dueAt, last.id]);
}
