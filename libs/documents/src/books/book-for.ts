import type { Transaction } from '#database';
import type { Finding } from '#foundation';
import type { BookKind } from './document-book.schema.js';
import { BookYearClosedError } from './errors.js';

/** The default book of a kind. */
export async function defaultBook(tx: Transaction, kind: BookKind): Promise<string> {
  const [book] = await tx.query<{ code: string }>('select code from document_book where kind = $1 and is_default', [kind]);
  return book!.code;
}

/** The book in which documents of a type have their numbers: that of the type, else the default one. */
export async function bookOfType(tx: Transaction, kind: BookKind, documentType: string): Promise<string> {
  const [own] = await tx.query<{ book: string }>(
    'select book from document_book_type where kind = $1 and document_type = $2',
    [kind, documentType],
  );
  return own?.book ?? defaultBook(tx, kind);
}

/** @throws BookYearClosedError where the book gives out no number in that year */
export async function refuseClosedYear(tx: Transaction, book: string, year: number): Promise<void> {
  const closed = await tx.query('select from document_book_year where book = $1 and year = $2 and closed_at is not null', [book, year]);
  if (closed.length > 0) throw new BookYearClosedError(book, year);
}

/** What is wrong with a book that somebody has named for a document of one of these kinds. */
export async function bookFindings(tx: Transaction, code: string, kinds: readonly BookKind[]): Promise<Finding[]> {
  const [book] = await tx.query<{ kind: BookKind }>('select kind from document_book where code = $1', [code]);
  if (book === undefined) return [{ code: 'book-unknown', where: 'book', what: `there is no book "${code}"`, mend: 'See GET /document-books.' }];
  if (kinds.includes(book.kind)) return [];
  const what = `the book "${code}" is one of ${book.kind} documents`;
  return [{ code: 'book-of-other-kind', where: 'book', what, mend: `Name a book of ${kinds.join(' or ')} documents.` }];
}
