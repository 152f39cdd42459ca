import { CalendarBook } from '#calendar';
import type { CommandContext } from '#runtime';
import { NoCalendarsError } from './errors.js';

/** The calendars that the commands of this program count by. @throws NoCalendarsError */
export function officeCalendars({ calendar }: Pick<CommandContext, 'calendar'>): CalendarBook {
  if (!(calendar instanceof CalendarBook)) throw new NoCalendarsError();
  return calendar;
}
