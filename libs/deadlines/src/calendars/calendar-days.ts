import { type CalendarData, type DayInCalendar, WorkingTime } from '#calendar';
import { CalendarRangeTooLongError } from './errors.js';

/** Two years: what people look at, and what an answer can carry. */
const MOST_DAYS = 731;

const DAY_MS = 86_400_000;

/** Every day from one date to another, both included; none where `to` is earlier. @throws CalendarRangeTooLongError */
export function calendarDays(data: CalendarData, { from, to }: { from: string; to: string }): DayInCalendar[] {
  if ((Date.parse(to) - Date.parse(from)) / DAY_MS >= MOST_DAYS) throw new CalendarRangeTooLongError(MOST_DAYS);
  return new WorkingTime(data).days(from, to);
}
