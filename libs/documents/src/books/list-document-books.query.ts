import type { Database } from '#database';
import type { BookKind } from './document-book.schema.js';

/** One year of a book. */
export interface BookYear {
  readonly year: number;
  readonly firstNumber: number;
  /** Null where none was given out yet. */
  readonly lastNumber: number | null;
  /** Null while it is open. */
  readonly closedAt: string | null;
  readonly closedBy: string | null;
}

export interface DocumentBook {
  readonly code: string;
  readonly name: string;
  readonly kind: BookKind;
  /** Abbreviations of the types that have their numbers here. */
  readonly documentTypes: string[];
  readonly isDefault: boolean;
  /** Login. */
  readonly keeper: string | null;
  readonly keeperName: string | null;
  /** The latest first; years that nobody has touched have no row. */
  readonly years: BookYear[];
}

/** All books by kind, the default one of each first. */
export async function listDocumentBooks(database: Database, filter: { readonly kind?: BookKind } = {}): Promise<DocumentBook[]> {
  return database.query<DocumentBook>(
    `select b.code, b.name, b.kind, b.is_default as "isDefault", b.keeper, p.full_name as "keeperName",
       (select coalesce(array_agg(t.document_type order by t.document_type), '{}')
        from document_book_type t where t.book = b.code) as "documentTypes",
       (select coalesce(jsonb_agg(jsonb_build_object(
          'year', y.year, 'firstNumber', y.first_number,
          'lastNumber', case when y.last_number >= y.first_number then y.last_number end,
          'closedAt', to_char(y.closed_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'closedBy', y.closed_by)
          order by y.year desc), '[]')
        from document_book_year y where y.book = b.code) as years
     from document_book b left join person p on p.login = b.keeper
     where $1::text is null or b.kind = $1
     order by array_position(array['incoming', 'outgoing', 'internal'], b.kind), not b.is_default, b.code`,
    [filter.kind ?? null],
  );
}
