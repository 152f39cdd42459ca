export { assignCalendar, type AssignCalendarInput } from './calendars/assign-calendar.command.js';
export { calendarDays, type DayInCalendar } from './calendars/calendar-days.js';
export {
  type CalendarRow,
  type CalendarVersionRow,
  getCalendar,
  listCalendars,
  listCalendarVersions,
  type PublishedVersion,
} from './calendars/calendars.query.js';
export { type CalendarChanges, compareCalendars } from './calendars/compare-calendars.js';
export { type CalendarImport, type CalendarImportOptions, planCalendarImport } from './calendars/plan-calendar-import.js';
export { writeIcs } from './calendars/write-ics.js';
export { CALENDAR_CHANNEL, loadCalendars } from './calendars/load-calendars.js';
export { publishCalendar, type PublishCalendarInput, type CalendarPublication } from './calendars/publish-calendar.command.js';
export type { CorrectDeadlineInput } from './acts/correct-deadline.command.js';
export type { ActedDeadline } from './acts/pause-deadline.command.js';
export { type DeadlineCommands, deadlineCommands } from './deadline-commands.js';
export type { DeadlineActRow } from './explanation/deadline-facts.js';
export { type DeadlineExplanation, explainDeadline } from './explanation/explain-deadline.query.js';
export { closeDeadlines, type DeadlineClosing } from './ledger/close-deadline.js';
export type { DeadlineReader } from './ledger/deadline-reader.js';
export { DEADLINE_ACTS, type DeadlineRule } from './ledger/deadline-rule.js';
export { DEADLINE_STATUSES, type DeadlineEntry, type DeadlineFilter, listDeadlines } from './ledger/list-deadlines.query.js';
export { type DeadlineOpening, openDeadline } from './ledger/open-deadline.js';
export type { FollowDeadlines } from './ledger/shift-deadlines.js';
export { CalendarMoveUpkeep, type CalendarMoveUpkeepOptions } from './move/calendar-move-upkeep.js';
export { type CalendarMoveRow, findUnfinishedMoves, getCalendarMove } from './move/calendar-moves.query.js';
export { type CalendarMovePlan, type ExplainedMove, planCalendarMove, type PlannedTotals } from './move/plan-calendar-move.query.js';
