import { CongvanError } from '#foundation';

export class OutgoingMailNotFoundError extends CongvanError {
  readonly code = 'documents.mail-not-found';
  readonly kind = 'not-found';
  constructor(id: string) {
    super(`There is no mail ${id} in the outbox.`);
  }
}

/** Only what failed for good is queued again by hand; the rest goes on by itself or has arrived. */
export class OutgoingMailNotFailedError extends CongvanError {
  readonly code = 'documents.mail-not-failed';
  readonly kind = 'conflict';
  constructor(id: string, state: string) {
    super(`The mail ${id} is ${state}, not failed: there is nothing to repeat.`);
  }
}

/** Another mailbox is another recipient, who gets the document with its files. */
export class MailAddressForbiddenError extends CongvanError {
  readonly code = 'documents.mail-address-forbidden';
  readonly kind = 'forbidden';
  constructor(id: string) {
    super(`The mail ${id} is addressed by a clerk or the chief of office. Leave out the address to send it again as it stands.`);
  }
}
