import type { CommandContext } from '#runtime';
import { warnOfDayOff } from '../explanation/warn-of-day-off.js';
import { officeCalendars } from '../ledger/office-calendars.js';

/** Where a deadline stands after an act. */
export interface ActedDeadline {
  readonly dueAt: string;
  readonly pausedUntil: string | null;
  /** In Vietnamese, where it is due on a day off. */
  readonly warning: string | null;
}

/** @param unitCode by whose calendar days are off */
export function actedDeadline(
  context: CommandContext,
  unitCode: string | null,
  { dueAt, pausedUntil }: Omit<ActedDeadline, 'warning'>,
): ActedDeadline {
  return { dueAt, pausedUntil, warning: warnOfDayOff(officeCalendars(context).ofUnit(unitCode).workingTime, dueAt) };
}
