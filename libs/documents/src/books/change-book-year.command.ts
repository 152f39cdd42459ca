import type { Command } from '#runtime';
import { FirstNumberTakenError } from './errors.js';
import { lockBook } from './lock-book.js';

export interface ChangeBookYearInput {
  /** Code of the book. */
  readonly book: string;
  readonly year: number;
  readonly closed: boolean;
  /** Absent: stays as it is, 1 at first. */
  readonly firstNumber?: number;
}

interface YearRow {
  readonly firstNumber: number;
  readonly lastNumber: number;
  readonly closed: boolean;
}

/**
 * Closes a year of a book or opens it again, and says with which number it begins, which an office does that goes on from
 * a book on paper. @throws BookNotFoundError, FirstNumberTakenError
 */
export const changeBookYear: Command<ChangeBookYearInput, void> = {
  name: 'documents.change-book-year',
  async run(context, { book, year, closed, firstNumber }) {
    const { tx, now, caller } = context;
    await lockBook(tx, book);
    // Begins the year where nobody has; the row is locked either way, so that no number is taken meanwhile.
    const [old] = await tx.query<YearRow>(
      `insert into document_book_year (book, year, last_number) values ($1, $2, 0)
       on conflict (book, year) do update set last_number = document_book_year.last_number
       returning first_number as "firstNumber", last_number as "lastNumber", closed_at is not null as closed`,
      [book, year],
    );
    const { firstNumber: first, lastNumber: last } = old!;
    const begins = firstNumber ?? first;
    if (begins !== first && last >= first) throw new FirstNumberTakenError(book, year, last);
    await tx.execute(
      `update document_book_year set first_number = $3, last_number = last_number + $3 - first_number,
         closed_at = case when $4 then coalesce(closed_at, $5) end, closed_by = case when $4 then coalesce(closed_by, $6) end
       where book = $1 and year = $2`,
      [book, year, begins, closed, now, caller.actor],
    );
    context.audit({ subject: 'document-book', subjectId: book, detail: { year, old: { ...old }, new: { closed, firstNumber: begins } } });
  },
};
