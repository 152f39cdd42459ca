import type { Database } from '#database';
import { type Page, readCursor, toPage } from '#foundation';
import { z } from 'zod';
import { STANDS } from '../obligations/standing-answer.js';
import { noteWithVoid } from './note-with-void.js';
import { bookOfRegister, type RegisterRequest } from './register-request.js';

/** One line of the book that tracks how incoming documents are dealt with, ND 30 appendix IV. */
export interface TrackingRegisterRow {
  readonly documentId: string;
  readonly arrivalNumber: number;
  /** The year of its arrival, where that was an earlier one: it was carried over; else null. The note says so in print. */
  readonly carriedFrom: number | null;
  /** Type, number and symbol, date and issuing agency. */
  readonly document: string;
  readonly recipient: string | null;
  /** ISO instant. */
  readonly dueAt: string;
  readonly progress: string;
  /** Number and symbol of the answers that were issued. */
  readonly replySymbols: string | null;
  readonly note: string | null;
  /** Printed as part of the note, and counted apart. */
  readonly voided: boolean;
}

/** The headings of the printed register, in their order. */
export const TRACKING_REGISTER_HEADINGS: Readonly<Record<Exclude<keyof TrackingRegisterRow, 'documentId' | 'carriedFrom' | 'voided'>, string>> = {
  arrivalNumber: 'Số đến',
  document: 'Tên loại, số, ký hiệu, ngày tháng và cơ quan ban hành',
  recipient: 'Đơn vị hoặc người nhận',
  dueAt: 'Thời hạn giải quyết',
  progress: 'Tiến độ giải quyết',
  replySymbols: 'Số, ký hiệu văn bản trả lời',
  note: 'Ghi chú',
};

/** What was reached, the furthest first; the words that stand in the register. */
const PROGRESS = `case
  when d.voided_at is not null then 'Đã hủy số đến'
  when o.status = 'cancelled' then 'Đã hủy yêu cầu phúc đáp'
  when o.timeliness = 'on-time' then 'Đã trả lời đúng hạn'
  when o.timeliness = 'late' then 'Đã trả lời quá hạn'
  when d.status = 'closed' and o.status is distinct from 'open' then 'Đã giải quyết'
  when answer.signed then 'Đã ký, chờ phát hành'
  when answer.drafted then 'Đã dự thảo văn bản trả lời'
  when answer.complete then 'Đã trả lời, chờ ghi kết quả'
  when answer.symbols is not null then 'Đã trả lời một phần'
  when d.status = 'closed' or answer.fallen then 'Còn nợ văn bản trả lời'
  when d.status = 'in-progress' then 'Đang giải quyết'
  else 'Chờ ý kiến chỉ đạo'
end || case when d.voided_at is null and coalesce(o.status, case d.status when 'closed' then 'none' else 'open' end) = 'open' and term.due_at < business_now() then ' (quá hạn)' else '' end`;

/** Year and number of the arrival. */
const cursorSchema = z.tuple([z.int(), z.int()]);

type NumberedRow = TrackingRegisterRow & { readonly arrivalYear: number };

/**
 * Every document that must be dealt with by a deadline: first what was carried over from earlier years, because it was not
 * done when the year began, then that of the year, each in the order of arrival. So a reply that is owed is in the register
 * of every year until it is given.
 * @throws BadCursorError, BookNotFoundError
 */
export async function listTrackingRegister(database: Database, request: RegisterRequest): Promise<Page<TrackingRegisterRow>> {
  const after = readCursor(request.after, cursorSchema) ?? ([0, 0] as const);
  const { code: book } = await bookOfRegister(database, 'tracking', request.book);
  const wanted = { ...request, book, limit: request.limit + 1 };
  const carried = after[0] >= request.year ? [] : await readLines(database, CARRIED_OVER, wanted, after);
  const left = wanted.limit - carried.length;
  const own = left <= 0 ? [] : await readLines(database, OF_THE_YEAR, { ...wanted, limit: left }, after);
  const page = toPage([...carried, ...own], request.limit, ({ arrivalYear, arrivalNumber }) => [arrivalYear, arrivalNumber]);
  return { ...page, items: page.items.map(({ arrivalYear: _, ...row }) => row) };
}

/** Conditions apart, so that the pages of a year never look through the years before it. */
const OF_THE_YEAR = 'd.arrival_year = $1';
const CARRIED_OVER = `d.arrival_year < $1 and $1 <= extract(year from business_now() at time zone $6)
  and coalesce(case when o.id is null then d.closed_at else o.closed_at end, 'infinity') >= make_date($1, 1, 1)::timestamp at time zone $6`;

async function readLines(
  database: Database,
  which: string,
  { year, limit, book, zone, from, to }: RegisterRequest & { readonly book: string },
  [afterYear, afterNumber]: readonly [number, number],
): Promise<NumberedRow[]> {
  return database.query<NumberedRow>(
    `select d.id as "documentId", d.arrival_number as "arrivalNumber", d.arrival_year as "arrivalYear",
            nullif(d.arrival_year, $1) as "carriedFrom",
            concat_ws(' ', case when d.content_removed_at is null then d.document_type end, d.document_number, 'ngày', to_char(d.document_date, 'DD/MM/YYYY'))
              || case when d.content_removed_at is null then ' của ' || d.sender_agency else ': ' || d.subject end as document,
            coalesce(unit.name, lead.unit_code) as recipient, term.due_at as "dueAt", ${PROGRESS} as progress,
            answer.symbols as "replySymbols", ${noteWithVoid('d.note', `'Chuyển từ sổ năm ' || nullif(d.arrival_year, $1)`)} as note,
            d.voided_at is not null as voided
     from incoming_document d
     left join incoming_document_lead lead on lead.document_id = d.id
     left join unit on unit.code = lead.unit_code
     left join reply_obligation o on o.document_id = d.id
     cross join lateral (select coalesce(o.due_at, lead.due_at, d.due_at) as due_at) term
     left join lateral (
       select string_agg(g.symbol, '; ' order by g.issued_at) filter (where ${STANDS}) as symbols,
              bool_or(a.completes and ${STANDS}) as complete, bool_or(g.status <> 'issued') as drafted, bool_or(g.status = 'signed') as signed,
              bool_or(g.status = 'issued' and not ${STANDS}) as fallen
       from reply_obligation_answer a join outgoing_document g on g.id = a.outgoing_document_id
       where a.obligation_id = o.id
     ) answer on true
     -- What was carried over stands at the beginning of the year.
     cross join lateral (
       select case when d.arrival_year < $1 then make_date($1, 1, 1) else (d.received_at at time zone $6)::date end as day) line
     where ${which} and d.book = $5 and (d.arrival_year, d.arrival_number) > ($2::integer, $3::integer) and term.due_at is not null
       and ($7::date is null or line.day >= $7) and ($8::date is null or line.day <= $8)
     order by d.arrival_year, d.arrival_number limit $4`,
    [year, afterYear, afterNumber, limit, book, zone, from ?? null, to ?? null],
  );
}
