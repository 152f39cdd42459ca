import type { CalendarData, CalendarDay } from '#calendar';
import { dateInZone } from '#foundation';
import { isDeepStrictEqual } from 'node:util';
import { compareCalendars } from '../calendars/compare-calendars.js';
import { sayDay } from '../explanation/vietnamese-time.js';

/** What one calendar says otherwise than another, day by day, in Vietnamese. */
export interface CalendarDifference {
  readonly days: readonly { readonly date: string; readonly what: string }[];
  /** The hours of the week, or of a season, differ too. */
  readonly hours: boolean;
  readonly zone: string;
}

/** @param before absent: the calendar is new */
export function differenceOf(before: CalendarData | undefined, after: CalendarData): CalendarDifference {
  const { added, changed, removed, other } = compareCalendars(before, after);
  // Calendars of two units call the same day off by other names, with other sources.
  const worked = changed.filter(({ before, after }) => before.kind !== after.kind || !isDeepStrictEqual(before.sessions, after.sessions));
  const days = [
    ...added.map((day) => ({ date: day.date, what: sayCalendarDay(day) })),
    ...worked.map(({ after: day }) => ({ date: day.date, what: sayCalendarDay(day) })),
    ...removed.map(({ date, name }) => ({ date, what: `bỏ ${name} ${sayDay(date)}` })),
  ];
  return { days: days.sort((a, b) => (a.date < b.date ? -1 : 1)), hours: other.includes('week') || other.includes('seasons'), zone: after.zone };
}

/** The part of it that lies between the start of a deadline and the later of its due dates. */
export function sayDifference({ days, hours, zone }: CalendarDifference, start: string, dues: readonly string[]): string {
  const first = dateInZone(start, zone);
  const last = dues.map((due) => dateInZone(due, zone)).reduce((a, b) => (a > b ? a : b), first);
  const between = days.filter(({ date }) => date >= first && date <= last).map(({ what }) => what);
  return [...between, ...(hours ? ['giờ làm việc thay đổi'] : [])].join('; ') || 'theo thời hạn của hồ sơ';
}

function sayCalendarDay({ date, kind, name }: CalendarDay): string {
  return `${kind === 'day-off' ? 'nghỉ' : 'làm việc'} ${sayDay(date)} (${name})`;
}
