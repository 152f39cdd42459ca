import type { Database } from '#database';
import { type Page, readCursor, toPage } from '#foundation';
import { typeName } from '../numbering/document-types.js';
import { noteWithVoid } from './note-with-void.js';
import { bookOfRegister, registerCursorSchema, type RegisterRequest } from './register-request.js';

/** One line of the register of outgoing documents, ND 30 appendix IV. Days are `YYYY-MM-DD` in the office's zone. */
export interface OutgoingRegisterRow {
  readonly symbol: string;
  readonly documentDate: string;
  readonly typeAndSubject: string;
  readonly signer: string;
  /** Who they turned out to be when it was sent; until then as they were written. Copies for the files are none of them. */
  readonly recipients: string | null;
  /**
   * Who keeps a copy: the clerks the original, the unit that drafted it one in its work file (ND 30 §19.1), and whoever else
   * is named behind “Lưu”.
   */
  readonly copyKeepers: string;
  /** Of all recipients together; null where they were not entered one by one. */
  readonly copies: number | null;
  readonly passedOn: string;
  /** Always empty: signed by hand on the printed register. */
  readonly receipt: null;
  /** That it was voided, recalled, replaced or corrected and why, before what was noted. */
  readonly note: string | null;
  /** Printed as part of the note, and counted apart. */
  readonly voided: boolean;
}

/** The headings of the printed register, in their order. */
export const OUTGOING_REGISTER_HEADINGS: Readonly<Record<Exclude<keyof OutgoingRegisterRow, 'voided'>, string>> = {
  symbol: 'Số, ký hiệu',
  documentDate: 'Ngày tháng văn bản',
  typeAndSubject: 'Tên loại và trích yếu nội dung',
  signer: 'Người ký',
  recipients: 'Nơi nhận',
  copyKeepers: 'Đơn vị, người nhận bản lưu',
  copies: 'Số lượng bản',
  passedOn: 'Ngày chuyển',
  receipt: 'Ký nhận',
  note: 'Ghi chú',
};

interface NumberedRow extends Omit<OutgoingRegisterRow, 'typeAndSubject'> {
  readonly number: number;
  /** Abbreviation. */
  readonly documentType: string;
  readonly subject: string;
}

/** Lưu: a copy that stays in the house, with no unit as its reader. */
const IS_FOR_THE_FILES = `(r.kind = 'internal' and r.unit_code is null)`;

/** The register of a year in the order of its numbers; a voided number keeps its line. @throws BadCursorError, BookNotFoundError */
export async function listOutgoingRegister(database: Database, request: RegisterRequest): Promise<Page<OutgoingRegisterRow>> {
  const [after] = readCursor(request.after, registerCursorSchema) ?? [0];
  const { code: book } = await bookOfRegister(database, 'outgoing', request.book);
  const rows = await database.query<NumberedRow>(
    `select d.issue_number as number, d.symbol, d.document_date as "documentDate", d.document_type as "documentType", d.subject,
            coalesce(signer.full_name, d.signed_by) as signer,
            case when sent.copies is null or d.content_locked_at is not null then array_to_string(d.recipients, '; ') else sent.recipients end as recipients,
            concat_ws('; ', 'Văn thư', coalesce(unit.name, d.drafting_unit), kept.elsewhere) as "copyKeepers", sent.copies,
            (d.issued_at at time zone $2)::date as "passedOn", null as receipt,
            ${noteWithVoid('d.issue_note', 'act.said')} as note, d.voided_at is not null as voided
     from outgoing_document d
     left join person signer on signer.login = d.signed_by
     left join unit on unit.code = d.drafting_unit
     left join lateral (
       select sum(r.copies)::int as copies, string_agg(r.name, '; ' order by r.position) filter (where not ${IS_FOR_THE_FILES}) as recipients
       from outgoing_recipient r where r.document_id = d.id
     ) sent on true
     left join lateral (
       select string_agg(coalesce(keeper.name, named.keeper), '; ' order by r.position, named.number) as elsewhere
       from outgoing_recipient r
       cross join lateral regexp_split_to_table(regexp_replace(r.name, '^lưu\\M[: ]*', '', 'i'), '\\s*,\\s*') with ordinality as named(keeper, number)
       left join unit keeper on lower(keeper.code) = lower(named.keeper)
       where r.document_id = d.id and d.content_locked_at is null and ${IS_FOR_THE_FILES}
         and lower(named.keeper) not in ('', 'vt', 'văn thư', lower(d.drafting_unit), lower(coalesce(unit.name, '')))
     ) kept on true
     left join lateral (
       select string_agg(
         case a.kind when 'recall' then 'Thu hồi' when 'replace' then 'Thay thế' else 'Đính chính' end
           || coalesce(' bằng ' || by.symbol, '') || case when d.content_removed_at is null then ': ' || a.reason else '' end, '. ' order by a.decided_at, a.id) as said
       from outgoing_act a left join outgoing_document by on by.id = a.by_document_id where a.document_id = d.id
     ) act on true
     where d.issue_year = $1 and d.book = $5 and d.issue_number > $3
       and ($6::date is null or d.document_date >= $6) and ($7::date is null or d.document_date <= $7)
     order by d.issue_number limit $4`,
    [request.year, request.zone, after, request.limit + 1, book, request.from ?? null, request.to ?? null],
  );
  const { items, next } = toPage(rows, request.limit, (last) => [last.number]);
  return { items: items.map(toRow), next };
}

function toRow({ number: _, documentType, subject, ...row }: NumberedRow): OutgoingRegisterRow {
  return { ...row, typeAndSubject: `${typeName(documentType)}: ${subject}` };
}
