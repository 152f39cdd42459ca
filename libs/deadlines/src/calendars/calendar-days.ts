import { type CalendarData, type CalendarDay, type Session, WorkingTime } from '#calendar';
import { CalendarRangeTooLongError } from './errors.js';

/** One day as a calendar on a screen shows it. */
export interface DayInCalendar {
  readonly date: string;
  /** `usual`: as the days of the week say. */
  readonly kind: CalendarDay['kind'] | 'usual';
  /** Empty: nobody works. */
  readonly sessions: readonly Session[];
  /** Of the day off or the swap; null on a usual day. */
  readonly name: string | null;
  /** Where it is laid down. */
  readonly source: string;
}

/** Two years: what people look at, and what an answer can carry. */
const MOST_DAYS = 731;

const DAY_MS = 86_400_000;

/**
 * Every day from one date to another, both included; none where `to` is earlier. @throws CalendarRangeTooLongError
 */
export function calendarDays(data: CalendarData, { from, to }: { from: string; to: string }): DayInCalendar[] {
  const count = (Date.parse(to) - Date.parse(from)) / DAY_MS + 1;
  if (count > MOST_DAYS) throw new CalendarRangeTooLongError(MOST_DAYS);
  const workingTime = new WorkingTime(data);
  const special = new Map(data.days.map((day) => [day.date, day]));
  return Array.from({ length: Math.max(count, 0) }, (_, index) => {
    const date = new Date(Date.parse(from) + index * DAY_MS).toISOString().slice(0, 10);
    const { kind = 'usual', name = null, source = data.weekSource } = special.get(date) ?? {};
    return { date, kind, sessions: workingTime.sessionsOn(date), name, source };
  });
}
