export { CalendarBook, type CalendarState, type PublishedCalendar, unitOfGroups } from './calendar-book.js';
export {
  type CalendarData,
  calendarDataSchema,
  type CalendarDay,
  type CalendarYear,
  DAY_KINDS,
  FIRST_YEAR,
  LAST_YEAR,
  type Session,
  type Week,
  type YearStatus,
} from './calendar-data.js';
export { OutsideOfCalendarError } from './errors.js';
export { farOffFindings, isFarOff } from './far-off.js';
export { ifCountable } from './if-countable.js';
export { readCalendarCsv } from './import/read-csv.js';
export { readIcs } from './import/read-ics.js';
export { type Remaining, sayRemaining } from './remaining.js';
export { VIETNAM } from './vietnam/vietnam.js';
export { isWorkingDuration } from './working-duration.js';
export { type DayInCalendar, type SkippedDay, WorkingTime } from './working-time.js';
