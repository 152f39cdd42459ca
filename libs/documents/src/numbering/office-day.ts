import { DateTime } from 'luxon';

/** The day of an instant in the office's zone, `YYYY-MM-DD`: the date that is printed on a document. */
export function officeDay(instant: string, zone: string): string {
  return DateTime.fromISO(instant, { zone }).toISODate()!;
}

/** The year of an instant in the office's zone: the book in which it is numbered. */
export function officeYear(instant: string, zone: string): number {
  return DateTime.fromISO(instant, { zone }).year;
}
