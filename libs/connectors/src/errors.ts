import { CongvanError } from '#foundation';

/** The system does not answer, or asks us to come later. The same call may succeed then. */
export class AccountSystemUnavailableError extends CongvanError {
  readonly code = 'connectors.unavailable';
  readonly kind = 'transient';
  override readonly retryAfterSeconds?: number;

  constructor(system: string, reason: string, options: { cause?: unknown; retryAfterSeconds?: number } = {}) {
    super(`The account system ${system} cannot be used now: ${reason}. It is tried again; if it goes on, look at the system.`, options);
    this.retryAfterSeconds = options.retryAfterSeconds;
  }
}

/** The system does not do it, however often it is asked: its operator or ours must act first. */
export class AccountSystemRefusedError extends CongvanError {
  readonly code = 'connectors.refused';
  readonly kind = 'invalid';

  constructor(system: string, reason: string, mend: string, options: { cause?: unknown } = {}) {
    super(`The account system ${system} refuses: ${reason}. ${mend}`, { ...options, findings: [{ where: system, what: reason, mend }] });
  }
}

/** The name or address is in use there, by somebody else or by what was made outside our knowledge. */
export class NameHeldByAnotherError extends CongvanError {
  readonly code = 'connectors.name-held-by-another';
  readonly kind = 'conflict';

  constructor(system: string, name: string) {
    const what = `"${name}" exists and is not what we look for`;
    const mend = 'Give it our key there if it is the same, remove it there if nobody needs it, or choose another name.';
    super(`In the account system ${system} ${what}. ${mend}`, { findings: [{ where: system, what, mend }] });
  }
}

/** Without this account a mailbox would have nobody who answers for it. */
export class LastManagerError extends CongvanError {
  readonly code = 'connectors.last-manager';
  readonly kind = 'conflict';

  constructor(system: string, key: string, address: string) {
    const mend = 'Hand the mailbox over first.';
    super(`In the account system ${system} ${key} is the only manager of the mailbox ${address}. ${mend}`, {
      findings: [{ where: address, what: `has no manager but ${key}`, mend }],
    });
  }
}
