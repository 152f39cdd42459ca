import type { Database } from '#database';
import type { PageRequest } from '#foundation';
import { z } from 'zod';
import type { BookKind } from '../books/document-book.schema.js';
import { BookNotFoundError } from '../books/errors.js';

/** The three registers of ND 30 appendix IV. Tracking: how incoming documents are dealt with. */
export const REGISTER_KINDS = ['incoming', 'outgoing', 'tracking'] as const;
export type RegisterKind = (typeof REGISTER_KINDS)[number];

/** Part of a register: one year of one book. */
export interface RegisterPart {
  /** Code of the book; absent: the default one of incoming or outgoing documents. */
  readonly book?: string;
  readonly year: number;
  /**
   * First and last day, `YYYY-MM-DD` in the zone of the office: of arrival, in the outgoing register of the document itself.
   */
  readonly from?: string;
  readonly to?: string;
  /** IANA zone of the office. */
  readonly zone: string;
}

export interface RegisterRequest extends RegisterPart, PageRequest {}

/** The number of the last line. */
export const registerCursorSchema = z.tuple([z.int()]);

export interface RegisterBook {
  readonly code: string;
  readonly name: string;
}

/** Which books hold the lines of a register, the kind of the default one first. */
const KINDS_OF_BOOKS: Readonly<Record<RegisterKind, readonly BookKind[]>> = {
  incoming: ['incoming'],
  tracking: ['incoming'],
  outgoing: ['outgoing', 'internal'],
};

/** The book that is asked for. @throws BookNotFoundError also where it is a book of other documents */
export async function bookOfRegister(database: Database, kind: RegisterKind, code: string | undefined): Promise<RegisterBook> {
  const [book] = await database.query<RegisterBook>(
    `select code, name from document_book
     where kind = any($1) and case when $2::text is null then is_default and kind = $3 else code = $2 end`,
    [KINDS_OF_BOOKS[kind], code ?? null, KINDS_OF_BOOKS[kind][0]],
  );
  if (book === undefined) throw new BookNotFoundError(code ?? kind);
  return book;
}
