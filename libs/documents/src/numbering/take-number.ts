import { yearInZone } from '#foundation';
import type { CommandContext } from '#runtime';

export type BookCode = 'incoming' | 'outgoing';

export interface TakenNumber {
  readonly book: BookCode;
  readonly year: number;
  readonly number: number;
}

/**
 * Takes the next number of a book in the year that it is now at the office; the first of a year is 1. The row stays
 * locked until the transaction ends, so the next taker waits and a rollback gives the number back: no gap, no double.
 * A sequence was no choice, because it never takes a number back.
 */
export async function takeNumber(context: CommandContext, book: BookCode): Promise<TakenNumber> {
  const year = yearInZone(context.now, context.zone);
  const [row] = await context.tx.query<{ number: number }>(
    `insert into document_book_year (book, year, last_number) values ($1, $2, 1)
     on conflict (book, year) do update set last_number = document_book_year.last_number + 1
     returning last_number as number`,
    [book, year],
  );
  return { book, year, number: row!.number };
}
