import type { Database } from '#database';
import { type Page, readCursor, toPage } from '#foundation';
import { STANDS } from '../obligations/standing-answer.js';
import { noteWithVoid } from './note-with-void.js';
import { bookOfRegister, registerCursorSchema, type RegisterRequest } from './register-request.js';

/** One line of the book that tracks how incoming documents are dealt with, ND 30 appendix IV. */
export interface TrackingRegisterRow {
  readonly documentId: string;
  readonly arrivalNumber: number;
  /** Type, number and symbol, date and issuing agency. */
  readonly document: string;
  readonly recipient: string | null;
  /** ISO instant. */
  readonly dueAt: string;
  readonly progress: string;
  /** Number and symbol of the answers that were issued. */
  readonly replySymbols: string | null;
  readonly note: string | null;
}

/** The headings of the printed register, in their order. */
export const TRACKING_REGISTER_HEADINGS: Readonly<Record<Exclude<keyof TrackingRegisterRow, 'documentId'>, string>> = {
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

/**
 * Every document of a year that must be dealt with by a deadline, in the order of arrival.
 * @throws BadCursorError, BookNotFoundError
 */
export async function listTrackingRegister(database: Database, request: RegisterRequest): Promise<Page<TrackingRegisterRow>> {
  const [after] = readCursor(request.after, registerCursorSchema) ?? [0];
  const { code: book } = await bookOfRegister(database, 'tracking', request.book);
  const rows = await database.query<TrackingRegisterRow>(
    `select d.id as "documentId", d.arrival_number as "arrivalNumber",
            concat_ws(' ', d.document_type, d.document_number) || ' ngày ' || to_char(d.document_date, 'DD/MM/YYYY')
              || ' của ' || d.sender_agency as document,
            coalesce(unit.name, lead.unit_code) as recipient, term.due_at as "dueAt", ${PROGRESS} as progress,
            answer.symbols as "replySymbols", ${noteWithVoid('d.note')} as note
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
     where d.arrival_year = $1 and d.book = $4 and d.arrival_number > $2 and term.due_at is not null
       and ($6::date is null or (d.received_at at time zone $5)::date >= $6)
       and ($7::date is null or (d.received_at at time zone $5)::date <= $7)
     order by d.arrival_number limit $3`,
    [request.year, after, request.limit + 1, book, request.zone, request.from ?? null, request.to ?? null],
  );
  return toPage(rows, request.limit, (last) => [last.arrivalNumber]);
}
