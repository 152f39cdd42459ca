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
