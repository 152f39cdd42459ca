import { CongvanError, type Finding } from '#foundation';

/** The calendar cannot be counted by; the findings tell all that is wrong with it. */
export class CalendarInvalidError extends CongvanError {
  readonly code = 'deadlines.calendar-invalid';
  readonly kind = 'invalid';

  constructor(findings: readonly Finding[]) {
    super('The calendar cannot be published as it is; nothing was changed.', { findings });
  }
}

/** Somebody has published another version since the one that was worked on. */
export class CalendarStaleError extends CongvanError {
  readonly code = 'deadlines.calendar-stale';
  readonly kind = 'conflict';

  constructor(key: string, { basedOn, current }: { basedOn: number; current: number }) {
    const what = basedOn === 0 ? `the calendar ${key} exists already` : `is not the version in force, which is ${current}`;
    super(`The calendar ${key} is at version ${current}; nothing was published.`, {
      findings: [{ where: 'basedOn', what, mend: `Look at version ${current}, then publish on top of it.` }],
    });
  }
}

/** No calendar, or no such version of it, was ever published. */
export class CalendarNotFoundError extends CongvanError {
  readonly code = 'deadlines.calendar-not-found';
  readonly kind = 'not-found';

  constructor(key: string, version?: number) {
    super(`There is no calendar ${key}${version === undefined ? '' : ` of version ${version}`}.`);
  }
}

/** A calendar is to be given to a unit that does not exist. */
export class CalendarUnitUnknownError extends CongvanError {
  readonly code = 'deadlines.calendar-unit-unknown';
  readonly kind = 'not-found';

  constructor(unitCode: string) {
    super(`There is no unit ${unitCode} to follow a calendar.`);
  }
}

/** A file of days off cannot be taken at all: too long, or in none of the forms that are read. */
export class CalendarFileUnreadableError extends CongvanError {
  readonly code = 'deadlines.calendar-file-unreadable';
  readonly kind = 'invalid';

  constructor(findings: readonly Finding[]) {
    super('The file holds no calendar that could be read.', { findings });
  }
}

/** More days of a calendar were asked for than one answer holds. */
export class CalendarRangeTooLongError extends CongvanError {
  readonly code = 'deadlines.calendar-range-too-long';
  readonly kind = 'invalid';

  constructor(most: number) {
    super(`A calendar shows ${most} days at once.`, {
      findings: [{ where: 'to', what: `lies more than ${most} days after from`, mend: 'Ask for a shorter stretch.' }],
    });
  }
}
