import { CalendarBook, UnknownCalendarError } from '#calendar';
import type { CommandContext } from '#runtime';
import { NoCalendarsError } from './errors.js';
import type { DeadlineRow } from './deadline-row.js';

/** The calendars that the commands of this program count by. @throws NoCalendarsError */
export function officeCalendars({ calendar }: Pick<CommandContext, 'calendar'>): CalendarBook {
  if (!(calendar instanceof CalendarBook)) throw new NoCalendarsError();
  return calendar;
}

/**
 * What a deadline is counted by: the calendar of its rule, else that of its unit. Undefined, the usual one, where the unit
 * is not known any more: registers keep naming units that are gone.
 */
export function calendarNameOf(book: CalendarBook, { rule, unitCode }: Pick<DeadlineRow, 'rule' | 'unitCode'>): string | undefined {
  if (rule.kind === 'working' && rule.calendar !== undefined) return rule.calendar;
  return unitCode === null ? undefined : knownUnit(book, unitCode);
}

/** The code where a calendar is known for it. */
export function knownUnit(book: CalendarBook, unitCode: string): string | undefined {
  try {
    book.versionOf(unitCode);
    return unitCode;
  } catch (error) {
    if (error instanceof UnknownCalendarError) return undefined;
    throw error;
  }
}
