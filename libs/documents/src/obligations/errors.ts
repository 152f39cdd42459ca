import { CongvanError } from '#foundation';

/** No reply was ever asked for under this id. */
export class ObligationNotFoundError extends CongvanError {
  readonly code = 'documents.obligation-not-found';
  readonly kind = 'not-found';
  constructor(id: string) {
    super(`There is no reply obligation ${id}.`);
  }
}

/** Its case goes on: whoever works on it would go on for nothing. */
export class ReplyStillWorkedOnError extends CongvanError {
  readonly code = 'documents.reply-still-worked-on';
  readonly kind = 'conflict';
  constructor(id: string) {
    super(`The case that answers the reply obligation ${id} goes on. Cancel that first.`);
  }
}

/** The obligation is answered, cancelled or unknown, so nothing more can be recorded for it. */
export class ObligationNotOpenError extends CongvanError {
  readonly code = 'documents.obligation-not-open';
  readonly kind = 'conflict';
  constructor(id: string) {
    super(`There is no open reply obligation ${id}.`);
  }
}

/** Results and answers are recorded by who answers for the reply. */
export class ReplyOfOthersError extends CongvanError {
  readonly code = 'documents.reply-of-others';
  readonly kind = 'forbidden';
  constructor(id: string, leadUnit: string | null) {
    const unit = leadUnit === null ? 'a lead unit, once a leader names one' : leadUnit;
    super(`The reply obligation ${id} is that of ${unit}: its head, a deputy, a leader or the chief of office does this.`);
  }
}

/** What is to answer was recalled or replaced, or never was linked. */
export class NoAnswerError extends CongvanError {
  readonly code = 'documents.no-answer';
  readonly kind = 'conflict';
}

/** Part answers are given by people of a unit that the current instruction names as coordinating. */
export class NotCoordinatingError extends CongvanError {
  readonly code = 'documents.not-coordinating';
  readonly kind = 'forbidden';
  constructor(id: string, unit: string) {
    super(`You do not answer for a part of the reply obligation ${id}: ${unit} does not coordinate, or is not your unit.`);
  }
}
