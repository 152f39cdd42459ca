import type { Command } from '#runtime';
import type { NewBook } from './document-book.schema.js';
import { BookExistsError } from './errors.js';
import { refuseContradictoryBook, writeBook } from './keep-book.js';
import { lockBooks } from './lock-book.js';

/**
 * Opens a further book with numbers of its own, such as one for decisions or that of a party cell (ND 30 §15, §22).
 * @throws BookRefusedError, BookExistsError
 */
export const createDocumentBook: Command<NewBook, { code: string }> = {
  name: 'documents.create-book',
  async run(context, book) {
    await lockBooks(context.tx);
    await refuseContradictoryBook(context.tx, book, false);
    const taken = await context.tx.execute('select from document_book where code = $1', [book.code]);
    if (taken > 0) throw new BookExistsError(book.code);
    await writeBook(context, book);
    context.audit({ subject: 'document-book', subjectId: book.code, detail: { old: null, new: { ...book } } });
    return { code: book.code };
  },
};
