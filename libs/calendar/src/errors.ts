import { CongvanError } from '#foundation';
import { FIRST_YEAR, LAST_YEAR } from './calendar-data.js';

/** Nobody has published a calendar under this key, and no unit has this code. */
export class UnknownCalendarError extends CongvanError {
  readonly code = 'calendar.unknown';
  readonly kind = 'invalid';

  constructor(readonly calendar: string) {
    super(
      `There is no calendar and no unit "${calendar}". Publish the calendar, or correct the key or the unit's code.`,
    );
  }
}

/** An instant, a date or the result of counting lies outside of the years that calendars count in. */
export class OutsideOfCalendarError extends CongvanError {
  readonly code = 'calendar.outside';
  readonly kind = 'invalid';

  constructor(what: string) {
    super(
      `${what} is not within the years ${FIRST_YEAR} to ${LAST_YEAR}, in which working time is counted. Correct it.`,
    );
  }
}

/** An amount of working time that means nothing: months, years, parts of a working day, a number that is none. */
export class WorkingDurationError extends CongvanError {
  readonly code = 'calendar.duration';
  readonly kind = 'invalid';

  constructor(amount: string) {
    super(
      `"${amount}" is no amount of working time. Write whole weeks and days, then hours and minutes: "P5D", "PT8H", ` +
        '"-P1DT4H".',
    );
  }
}
