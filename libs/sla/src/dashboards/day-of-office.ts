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
 * The days from one to another, both with, in the calendar of a unit; without one in the usual calendar of the agency.
 * @param from and to: `YYYY-MM-DD`
 */
export function daysOfOffice(
  calendars: CalendarBook,
  { from, to, unit = null }: { from: string; to: string; unit?: string | null },
): DayOfOffice[] {
  return calendars.ofUnit(unit).workingTime.days(from, to).map(({ date, sessions, name }) => {
    const working = sessions.length > 0;
    return { date, working, dayOff: working ? null : name };
  });
}

/** The first moment of a day `YYYY-MM-DD` in a zone, and the first after it, ISO 8601 UTC. */
export function momentsOf(date: string, zone: string): { readonly from: string; readonly to: string } {
  const start = DateTime.fromISO(date, { zone });
  return { from: start.toUTC().toISO()!, to: start.plus({ days: 1 }).toUTC().toISO()! };
}
