import type { CalendarBook } from '#calendar';
import { dueOf } from '../ledger/due-of.js';
import type { DeadlineShift } from '../ledger/shift-deadlines.js';
import type { OutdatedDeadline } from './outdated-cases.js';

/** The due date of a deadline by other calendars than it was counted by. */
export function shiftOf(book: CalendarBook, { deadline, acts }: OutdatedDeadline): DeadlineShift {
  return { deadline, due: dueOf(deadline.rule, acts, book.ofUnit(deadline.unitCode).workingTime) };
}
