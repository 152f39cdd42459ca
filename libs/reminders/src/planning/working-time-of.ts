import { type CalendarBook, UnknownCalendarError, type WorkingTime } from '#calendar';

/** The working time that a unit follows; the usual one where it has none of its own, and where no unit is known. */
export function workingTimeOf(calendars: CalendarBook, unitCode: string | null): WorkingTime {
  try {
    return calendars.workingTime(unitCode ?? undefined);
  } catch (error) {
    if (unitCode === null || !(error instanceof UnknownCalendarError)) throw error;
    return calendars.workingTime();
  }
}
