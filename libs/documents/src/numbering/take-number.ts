import type { CommandContext } from '#runtime';
import { BookYearClosedError } from '../books/errors.js';

export interface TakenNumber {
  /** Code of the book. */
  readonly book: string;
  readonly year: number;
  readonly number: number;
}

/**
 * Takes the next number of a book in a year; the first of a year is 1 unless the book was begun elsewhere. The row stays
 * locked until the transaction ends, so the next taker waits and a rollback gives the number back: no gap, no double.
 * A sequence was no choice, because it never takes a number back.
 * @param book code of a book that exists
 * @throws BookYearClosedError
 */
export async function takeNumber({ tx }: CommandContext, book: string, year: number): Promise<TakenNumber> {
  const [row] = await tx.query<{ number: number }>(
    `insert into document_book_year (book, year, last_number) values ($1, $2, 1)
     on conflict (book, year) do update set last_number = document_book_year.last_number + 1
       where document_book_year.closed_at is null
     returning last_number as number`,
    [book, year],
  );
  if (row === undefined) throw new BookYearClosedError(book, year);
  return { book, year, number: row.number };
}
