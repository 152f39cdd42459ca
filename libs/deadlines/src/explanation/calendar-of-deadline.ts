import { type CalendarBook, type CalendarData, WorkingTime } from '#calendar';
import type { Transaction } from '#database';

type Reader = Pick<Transaction, 'query'>;

/** One published version of a calendar, by which a deadline is explained. */
export interface CalendarOfDeadline {
  readonly key: string;
  readonly version: number;
  readonly name: string;
  readonly zone: string;
  readonly workingTime: WorkingTime;
}

/** Which version of a calendar; null: not known. */
export interface CalendarAsked {
  readonly key: string;
  readonly version: number | null;
  readonly publication: number | null;
}

/**
 * The version of a calendar by its number, else the one that stood at a publication, else the newest; that also where the
 * calendar is younger than the publication.
 */
export async function readCalendar(database: Reader, { key, version, publication }: CalendarAsked): Promise<CalendarOfDeadline> {
  const [row] = await database.query<{ data: CalendarData; version: number }>(
    `select data, version from calendar_version where calendar = $1
     order by version = $2 desc nulls last, publication <= $3 desc nulls last, version desc limit 1`,
    [key, version, publication],
  );
  const { data, version: found } = row!;
  return { key, version: found, name: data.name, zone: data.zone, workingTime: new WorkingTime(data) };
}

/** The key of the calendar that an expression names by key or by unit; the usual one where it names none. */
export function keyOf(book: CalendarBook, name: string | undefined): string {
  if (name === undefined) return book.ofUnit(null).key;
  return book.versionOf(name) === undefined ? book.ofUnit(name).key : name;
}
