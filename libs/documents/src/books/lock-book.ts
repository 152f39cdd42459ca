import type { Transaction } from '#database';
import type { BookKind } from './document-book.schema.js';
import { BookNotFoundError } from './errors.js';

interface BookBefore {
  readonly kind: BookKind;
  readonly name: string;
  readonly isDefault: boolean;
  readonly keeper: string | null;
  readonly documentTypes: string[];
}

/** Whoever else changes books waits until the end; who takes numbers does not, because that only reads the table. */
export async function lockBooks(tx: Transaction): Promise<void> {
  await tx.execute('lock table document_book in share row exclusive mode');
}

/** A book as it stands, with {@link lockBooks}. @throws BookNotFoundError */
export async function lockBook(tx: Transaction, code: string): Promise<BookBefore> {
  await lockBooks(tx);
  const [book] = await tx.query<BookBefore>(
    `select kind, name, is_default as "isDefault", keeper,
       (select coalesce(array_agg(document_type order by document_type), '{}') from document_book_type where book = code) as "documentTypes"
     from document_book where code = $1`,
    [code],
  );
  if (book === undefined) throw new BookNotFoundError(code);
  return book;
}
