import { CongvanError } from '#foundation';

/** The obligation is answered, cancelled or unknown, so nothing more can be recorded for it. */
export class ObligationNotOpenError extends CongvanError {
  readonly code = 'documents.obligation-not-open';
  readonly kind = 'conflict';
  constructor(id: string) {
    super(`There is no open reply obligation ${id}.`);
  }
}
