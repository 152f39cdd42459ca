import type { Database } from '#database';
import { type Page, readCursor, toPage } from '#foundation';
import { noteWithVoid } from './note-with-void.js';
import { bookOfRegister, registerCursorSchema, type RegisterRequest } from './register-request.js';

/** One line of the register of incoming documents, ND 30 appendix IV. Days are `YYYY-MM-DD` in the office's zone. */
export interface IncomingRegisterRow {
  readonly receivedOn: string;
  readonly arrivalNumber: number;
  readonly senderAgency: string;
  readonly documentNumber: string | null;
  readonly documentDate: string;
  readonly typeAndSubject: string;
  /** Who it was passed to: the lead unit, then the others of the instruction. */
  readonly recipients: string | null;
  readonly passedOn: string | null;
  /** Always empty: signed by hand on the printed register. */
  readonly receipt: null;
  /** Of a voided number `Hủy: ` and the reason, before what was noted. */
  readonly note: string | null;
  /** Printed as part of the note, and counted apart. */
  readonly voided: boolean;
}

/** The headings of the printed register, in their order. */
export const INCOMING_REGISTER_HEADINGS: Readonly<Record<Exclude<keyof IncomingRegisterRow, 'voided'>, string>> = {
  receivedOn: 'Ngày đến',
  arrivalNumber: 'Số đến',
  senderAgency: 'Tác giả',
  documentNumber: 'Số, ký hiệu văn bản',
  documentDate: 'Ngày tháng văn bản',
  typeAndSubject: 'Tên loại và trích yếu nội dung',
  recipients: 'Đơn vị hoặc người nhận',
  passedOn: 'Ngày chuyển',
  receipt: 'Ký nhận',
  note: 'Ghi chú',
};

/** The register of a year in the order of its numbers; a voided number keeps its line. @throws BadCursorError, BookNotFoundError */
export async function listIncomingRegister(database: Database, request: RegisterRequest): Promise<Page<IncomingRegisterRow>> {
  const [after] = readCursor(request.after, registerCursorSchema) ?? [0];
  const { code: book } = await bookOfRegister(database, 'incoming', request.book);
  const rows = await database.query<IncomingRegisterRow>(
    `select (d.received_at at time zone $2)::date as "receivedOn", d.arrival_number as "arrivalNumber",
            d.sender_agency as "senderAgency", d.document_number as "documentNumber", d.document_date as "documentDate",
            case when d.content_removed_at is null then d.document_type || ': ' else '' end || d.subject as "typeAndSubject", passed.recipients,
            (i.instructed_at at time zone $2)::date as "passedOn", null as receipt, ${noteWithVoid('d.note')} as note,
            d.voided_at is not null as voided
     from incoming_document d
     left join instruction i on i.document_id = d.id and i.current
     left join lateral (
       select string_agg(coalesce(unit.name, iu.unit_code), '; ' order by iu.role <> 'lead', iu.role, unit.sort) as recipients
       from instruction_unit iu left join unit on unit.code = iu.unit_code where iu.instruction_id = i.id
     ) passed on true
     where d.arrival_year = $1 and d.book = $5 and d.arrival_number > $3
       and ($6::date is null or (d.received_at at time zone $2)::date >= $6)
       and ($7::date is null or (d.received_at at time zone $2)::date <= $7)
     order by d.arrival_number limit $4`,
    [request.year, request.zone, after, request.limit + 1, book, request.from ?? null, request.to ?? null],
  );
  return toPage(rows, request.limit, (last) => [last.arrivalNumber]);
}
