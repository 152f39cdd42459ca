export { CalendarBook, type CalendarState, type PublishedCalendar } from './calendar-book.js';
export {
  type CalendarData,
  calendarDataSchema,
  type CalendarDay,
  type CalendarYear,
  FIRST_YEAR,
  LAST_YEAR,
  type Session,
  type Weekday,
  type YearStatus,
} from './calendar-data.js';
export { OutsideOfCalendarError, UnknownCalendarError, WorkingDurationError } from './errors.js';
export type { DaysRead } from './import/day-file.js';
export { readCalendarCsv } from './import/read-csv.js';
export { readIcs } from './import/read-ics.js';
export { type Remaining, sayRemaining } from './remaining.js';
export { VIETNAM } from './vietnam/vietnam.js';
export { type SkippedDay, WorkingTime } from './working-time.js';
