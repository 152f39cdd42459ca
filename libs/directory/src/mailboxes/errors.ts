import { CongvanError, type Finding } from '#foundation';
import type { MailboxStatus } from './mailbox-status.js';

/** The agency has not said under which domain its mailboxes are. */
export class MailDomainMissingError extends CongvanError {
  readonly code = 'directory.mail-domain-missing';
  readonly kind = 'conflict';

  constructor() {
    super('The agency has no mail domain yet, so no mailbox can be named. An administrator sets it: PUT /api/v1/mailboxes/domain.');
  }
}

/** Nothing under this domain reaches anybody. */
export class MailDomainInvalidError extends CongvanError {
  readonly code = 'directory.mail-domain-invalid';
  readonly kind = 'invalid';

  constructor(domain: string) {
    super(`${domain} is no domain.`, { findings: [{ where: 'domain', what: 'is no domain', mend: 'Write it as skhcn.example.' }] });
  }
}

/** There can be no such mailbox, or nobody can use it so; the findings tell all that is wrong. */
export class MailboxRefusedError extends CongvanError {
  readonly code = 'directory.mailbox-refused';
  readonly kind = 'invalid';

  constructor(findings: readonly Finding[]) {
    super(`The mailbox cannot be so: ${findings.map(({ where, what }) => `${where} ${what}`).join('; ')}.`, { findings });
  }
}

/** No mailbox was ever made under this id. */
export class MailboxNotFoundError extends CongvanError {
  readonly code = 'directory.mailbox-not-found';
  readonly kind = 'not-found';

  constructor(id: string) {
    super(`There is no mailbox ${id}.`);
  }
}

/** Its state does not allow it; a removed mailbox stays removed. */
export class MailboxStatusError extends CongvanError {
  readonly code = 'directory.mailbox-status';
  readonly kind = 'conflict';

  constructor(id: string, status: MailboxStatus, wanted: string) {
    super(`The mailbox ${id} is ${status}, so it cannot ${wanted}.`);
  }
}

/** Who uses the mailbox of a unit is said by its head, or by those who keep the mailboxes. */
export class MailboxForbiddenError extends CongvanError {
  readonly code = 'directory.mailbox-forbidden';
  readonly kind = 'forbidden';

  constructor(login: string, unit: string) {
    super(`${login} does not head ${unit}: its head says who uses its mailbox, or the chief of office or an administrator.`);
  }
}

/** Nobody was given the use of that mailbox under this id, or it has ended. */
export class MailboxUseNotFoundError extends CongvanError {
  readonly code = 'directory.mailbox-use-not-found';
  readonly kind = 'not-found';

  constructor(id: string) {
    super(`Nobody uses the mailbox by ${id} any more.`);
  }
}
