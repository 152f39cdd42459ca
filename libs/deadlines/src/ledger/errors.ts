import { CongvanError } from '#foundation';
import type { DeadlineKind } from './deadline-kind.js';

/** No such deadline, or the task has no due date. */
export class DeadlineNotFoundError extends CongvanError {
  readonly code = 'deadlines.deadline-not-found';
  readonly kind = 'not-found';

  constructor(kind: DeadlineKind, id: string) {
    super(`There is no deadline of the ${kind} ${id}.`);
  }
}

/** The program was put together without the calendars of the office. */
export class NoCalendarsError extends CongvanError {
  readonly code = 'deadlines.no-calendars';
  readonly kind = 'internal';

  constructor() {
    super('Deadlines are counted by the calendars of the office, and this program has none.');
  }
}
