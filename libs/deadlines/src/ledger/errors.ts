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

/** It is met, missed or cancelled: only a correction changes it now. */
export class DeadlineClosedError extends CongvanError {
  readonly code = 'deadlines.deadline-closed';
  readonly kind = 'conflict';

  constructor(id: string, status: string) {
    super(`The deadline ${id} is ${status} and cannot be moved any more.`);
  }
}

/** Only what has ended is corrected; what is open is extended. */
export class DeadlineOpenError extends CongvanError {
  readonly code = 'deadlines.deadline-open';
  readonly kind = 'conflict';

  constructor(id: string) {
    super(`The deadline ${id} is open still. Extend it.`);
  }
}

/** It stands still already, or it does not. */
export class DeadlinePauseError extends CongvanError {
  readonly code = 'deadlines.deadline-pause';
  readonly kind = 'conflict';

  constructor(id: string, what: string) {
    super(`The deadline ${id} ${what}.`);
  }
}

/** The instants of an act do not fit the deadline. */
export class DeadlineActRefusedError extends CongvanError {
  readonly code = 'deadlines.act-refused';
  readonly kind = 'invalid';

  constructor(where: string, what: string, mend: string) {
    super(`The deadline stays as it is: ${where} ${what}.`, { findings: [{ where, what, mend }] });
  }
}

/** The caller may not decide about this deadline. */
export class DeadlineForbiddenError extends CongvanError {
  readonly code = 'deadlines.forbidden';
  readonly kind = 'forbidden';

  constructor(what: string) {
    super(`You ${what}.`);
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
