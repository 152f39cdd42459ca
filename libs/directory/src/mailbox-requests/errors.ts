import { CongvanError, type Finding } from '#foundation';

export class MailboxRequestNotFoundError extends CongvanError {
  readonly code = 'directory.mailbox-request-not-found';
  readonly kind = 'not-found';
  /** @param id of the request, or of its case */
  constructor(id: string) {
    super(`There is no request about a mailbox ${id}.`);
  }
}

/** A mailbox is asked for by who answers for it, decided by another, and read by those two. */
export class MailboxRequestForbiddenError extends CongvanError {
  readonly code = 'directory.mailbox-request-forbidden';
  readonly kind = 'forbidden';
  /** @param act completes "you may not …" */
  constructor(act: string) {
    super(`You may not ${act}.`);
  }
}

/** What was asked for cannot be; the findings tell all that is wrong, and nothing was changed. */
export class MailboxRequestRefusedError extends CongvanError {
  readonly code = 'directory.mailbox-request-refused';
  readonly kind = 'invalid';
  constructor(findings: readonly Finding[]) {
    super(`The request cannot be taken: ${findings.map(({ where, what }) => `${where} ${what}`).join('; ')}.`, { findings });
  }
}

/** What was asked fits no request in this state. */
export class MailboxRequestStateError extends CongvanError {
  readonly code = 'directory.mailbox-request-state';
  readonly kind = 'conflict';
  constructor(label: string, status: string, act: string) {
    super(`The request ${label} is ${status}: ${act} is not possible any more, or not yet.`);
  }
}

/** One person alone removes no mailbox. */
export class MailboxRemovalByOneError extends CongvanError {
  readonly code = 'directory.mailbox-removal-by-one';
  readonly kind = 'forbidden';
  constructor(id: string) {
    super(
      `The mailbox ${id} is removed for good by two people only: its head asks for it (POST /api/v1/mailbox-requests, kind remove), the ` +
        `chief of office approves it. That of a person goes with his account. An administrator may repair what went wrong, which the trail keeps.`,
    );
  }
}

/** The mailboxes of units are asked for by their heads and decided by the office. */
export class MailboxByRequestError extends CongvanError {
  readonly code = 'directory.mailbox-by-request';
  readonly kind = 'forbidden';
  /** @param open a request about it that is not over, as `HT-3` */
  constructor(unit: string, open: string | null) {
    super(
      open === null
        ? `A mailbox of ${unit} is changed by a request: its head asks (POST /api/v1/mailbox-requests), the chief of office decides, every system follows. By hand an administrator repairs what went wrong.`
        : `${open} asks about this mailbox of ${unit}: let it be decided, withdrawn, or ended before anything is repaired by hand.`,
    );
  }
}

/** Cases about mailboxes go by what people have decided and the record keeps, not by variables that an operator writes. */
export class MailboxCaseByHandError extends CongvanError {
  readonly code = 'directory.mailbox-case-by-hand';
  readonly kind = 'forbidden';
  constructor() {
    super('A case about mailboxes is not begun by hand, nor are its variables written: ask for the change (POST /api/v1/mailbox-requests); to change what was asked, withdraw it (POST /api/v1/mailbox-requests/{id}/withdrawal) and ask anew.');
  }
}

/** A process gave a service task variables that its handler cannot work with: the model is wrong. */
export class BadMailboxVariablesError extends CongvanError {
  readonly code = 'directory.bad-job-variables';
  readonly kind = 'internal';
  constructor({ elementId }: { elementId: string }, findings: readonly Finding[]) {
    const list = findings.map(({ where, what }) => `${where}: ${what}`).join('; ');
    super(`Service task ${elementId} cannot read its variables: ${list}.`, { findings });
  }
}
