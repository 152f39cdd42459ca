import type { Command } from '#runtime';
import type { BookFields } from './document-book.schema.js';
import { refuseContradictoryBook, writeBook } from './keep-book.js';
import { lockBook } from './lock-book.js';

export interface ChangeBookInput {
  readonly code: string;
  readonly fields: BookFields;
}

/** Numbers that were given out stay in the book they were given out in. @throws BookNotFoundError, BookRefusedError */
export const changeDocumentBook: Command<ChangeBookInput, void> = {
  name: 'documents.change-book',
  async run(context, { code, fields }) {
    const { kind, ...old } = await lockBook(context.tx, code);
    await refuseContradictoryBook(context.tx, { code, kind, ...fields }, old.isDefault);
    await writeBook(context, { code, kind, ...fields });
    context.audit({ subject: 'document-book', subjectId: code, detail: { old, new: { ...fields } } });
  },
};
