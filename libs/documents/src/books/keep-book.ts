import type { Transaction } from '#database';
import type { Finding } from '#foundation';
import type { CommandContext } from '#runtime';
import type { BookFields, BookKind } from './document-book.schema.js';
import { BookRefusedError } from './errors.js';

interface KeptBook extends BookFields {
  readonly code: string;
  readonly kind: BookKind;
}

/**
 * Checks a book against the others and the directory; what it finds holds as long as `lockBooks` does.
 * @param wasDefault whether it takes what names no book until now
 * @throws BookRefusedError
 */
export async function refuseContradictoryBook(tx: Transaction, book: KeptBook, wasDefault: boolean): Promise<void> {
  const findings: Finding[] = [];
  if (wasDefault && !book.isDefault) {
    findings.push({
      code: 'default-book-missing',
      where: 'isDefault',
      what: `the ${book.kind} documents would have no default book`,
      mend: 'Make another book the default instead.',
    });
  }
  if (book.kind === 'incoming' && book.documentTypes.length > 0) {
    findings.push({
      code: 'incoming-book-by-type',
      where: 'documentTypes',
      what: 'incoming documents are not parted by type',
      mend: 'Leave the types out; the clerk names the book on registration.',
    });
  }
  if (book.keeper && (await tx.execute('select from person where login = $1', [book.keeper])) === 0) {
    findings.push({ code: 'keeper-unknown', where: 'keeper', what: `nobody has the login ${book.keeper}`, mend: 'Correct the login.' });
  }
  findings.push(...(await takenTypes(tx, book)));
  if (findings.length > 0) throw new BookRefusedError(book.code, findings);
}

async function takenTypes(tx: Transaction, { code, kind, documentTypes }: KeptBook): Promise<Finding[]> {
  const taken = await tx.query<{ type: string; book: string }>(
    `select document_type as type, book from document_book_type
     where kind = $1 and document_type = any($2) and book <> $3 order by document_type`,
    [kind, documentTypes, code],
  );
  return taken.map(({ type, book }) => ({
    code: 'type-has-book',
    where: `documentTypes[${documentTypes.indexOf(type)}]`,
    what: `${type} has its numbers in the book "${book}" already`,
    mend: 'Take it out there first.',
  }));
}

/** Writes what {@link refuseContradictoryBook} let pass. The default moves here from the book that was it before. */
export async function writeBook({ tx }: CommandContext, book: KeptBook): Promise<void> {
  const { code, kind, name, documentTypes, isDefault, keeper } = book;
  if (isDefault) await tx.execute('update document_book set is_default = false where kind = $1 and is_default and code <> $2', [kind, code]);
  await tx.execute(
    `insert into document_book (code, kind, name, is_default, keeper) values ($1, $2, $3, $4, $5)
     on conflict (code) do update set name = $3, is_default = $4, keeper = $5`,
    [code, kind, name, isDefault, keeper ?? null],
  );
  await tx.execute('delete from document_book_type where book = $1', [code]);
  await tx.execute('insert into document_book_type (kind, document_type, book) select $1, unnest($2::text[]), $3', [kind, documentTypes, code]);
}
