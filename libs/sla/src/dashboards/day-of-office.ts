import type { CalendarBook } from '#calendar';
import { DateTime } from 'luxon';

/** A day as a calendar on a screen shows it. */
export interface DayOfOffice {
  /** `YYYY-MM-DD` */
  readonly date: string;
  readonly working: boolean;
  /** Why nobody works: the holiday, or the name of the weekday; null on working days. */
  readonly dayOff: string | null;
}

/**
 * The days from one to another, both with, in the usual calendar of the agency.
 * @param from and to: `YYYY-MM-DD`
 */
export function daysOfOffice(calendars: CalendarBook, { from, to, zone }: { from: string; to: string; zone: string }): DayOfOffice[] {
  const workingTime = calendars.workingTime();
  const [first, last] = [from, to].map((date) => DateTime.fromISO(date, { zone })) as [DateTime, DateTime];
  // Days off are told of after the first day.
  const before = first.minus({ days: 1 }).toISODate()!;
  const off = new Map(workingTime.skippedBetween(before, to).map(({ date, name }) => [date, name]));
  const days: DayOfOffice[] = [];
  for (let day = first; day <= last; day = day.plus({ days: 1 })) {
    const date = day.toISODate()!;
    days.push({ date, working: !off.has(date), dayOff: off.get(date) ?? null });
  }
  return days;
}

/** The first moment of a day `YYYY-MM-DD` in a zone, and the first after it, ISO 8601 UTC. */
export function momentsOf(date: string, zone: string): { readonly from: string; readonly to: string } {
  const start = DateTime.fromISO(date, { zone });
  return { from: start.toUTC().toISO()!, to: start.plus({ days: 1 }).toUTC().toISO()! };
}
