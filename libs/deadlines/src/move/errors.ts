import { CongvanError } from '#foundation';

/** No deadlines were ever moved to this publication. */
export class CalendarMoveNotFoundError extends CongvanError {
  readonly code = 'deadlines.calendar-move-not-found';
  readonly kind = 'not-found';

  constructor(publication: number) {
    super(`No deadlines were moved to the publication ${publication}.`);
  }
}
