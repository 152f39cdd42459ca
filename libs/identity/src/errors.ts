import { CongvanError, type Finding } from '#foundation';

/**
 * Unknown login, wrong password, locked account: one answer for all, so that nobody learns which logins exist. The
 * audit trail holds the reason.
 */
export class SignInRefusedError extends CongvanError {
  readonly code = 'identity.sign-in-refused';
  readonly kind = 'unauthenticated';

  constructor() {
    super(
      'The login or the password is wrong, or the account is locked. After several failures it stays locked for a ' +
        'while; if you have forgotten the password, ask the IT unit.',
    );
  }
}

/** Who is signed in could not show the current password; counts as a failed sign-in. */
export class CurrentPasswordRefusedError extends CongvanError {
  readonly code = 'identity.current-password-refused';
  readonly kind = 'forbidden';

  constructor() {
    super('The current password is wrong, or the account is locked for a while after several failures.', {
      findings: [{ where: 'currentPassword', what: 'was not accepted' }],
    });
  }
}

/** The new password breaks the office's rule; the findings name every fault. */
export class PasswordUnacceptableError extends CongvanError {
  readonly code = 'identity.password-unacceptable';
  readonly kind = 'invalid';

  constructor(findings: readonly Finding[]) {
    super('The new password does not follow the rule.', { findings });
  }
}

/** The person has an account; one is all there is. */
export class AccountExistsError extends CongvanError {
  readonly code = 'identity.account-exists';
  readonly kind = 'conflict';

  constructor(login: string) {
    super(`${login} has an account already.`);
  }
}

/** The person has no account, or there is no such person. */
export class AccountNotFoundError extends CongvanError {
  readonly code = 'identity.account-not-found';
  readonly kind = 'not-found';

  constructor(login: string) {
    super(`${login} has no account.`);
  }
}

/** Whoever uses his account already gets another password by a request that somebody else confirms. */
export class PasswordResetNeededError extends CongvanError {
  readonly code = 'identity.password-reset-needed';
  readonly kind = 'invalid';

  constructor(login: string) {
    super(`${login} uses this account: a new password is asked for and confirmed first (POST /api/v1/password-resets).`, {
      findings: [{ where: 'reason', what: 'is missing', mend: 'Ask for the password (POST /password-resets); in an emergency say why it cannot wait: he, his head and the chief of office are told.' }],
    });
  }
}

/** His access has ended with his last post or by a decision: whoever is given the account would work in the name of who is gone. */
export class AccountOfGoneError extends CongvanError {
  readonly code = 'identity.person-gone';
  readonly kind = 'conflict';

  constructor(login: string) {
    super(`${login} has left: the account is not opened again and gets no password.`, {
      findings: [{ where: 'login', what: 'holds no post any more, or his access has ended', mend: 'Where he stays, personnel cancel the decision, or enter the post that he takes up.' }],
    });
  }
}

/** Who is shown the password of such a person would have all his rights. */
export class AccountPrivilegedError extends CongvanError {
  readonly code = 'identity.account-privileged';
  readonly kind = 'forbidden';

  constructor(login: string, role: string) {
    super(`${login} holds, or works for, the post ${role}: only administrators open that account or give it a password.`, {
      findings: [{ where: 'login', what: `has the post ${role}`, mend: 'Ask an administrator; without one, congvan create-admin makes another.' }],
    });
  }
}

/** Unlocking keeps the password, and others may know this one. */
export class AccountExposedError extends CongvanError {
  readonly code = 'identity.account-exposed';
  readonly kind = 'conflict';

  constructor(login: string) {
    super(`${login} is locked because the password is exposed.`, {
      findings: [{ where: 'login', what: 'has a password that others may know', mend: 'Reissue the password, which also unlocks the account.' }],
    });
  }
}

/** An account is opened for somebody who is in the directory. */
export class AccountWithoutPersonError extends CongvanError {
  readonly code = 'identity.account-without-person';
  readonly kind = 'invalid';

  constructor(login: string) {
    super(`There is no person ${login}, so there can be no account.`, {
      findings: [{ where: 'login', what: `there is no person ${login}`, mend: 'Register the person first.' }],
    });
  }
}

/** No such session, it has ended, or it is another person's: all look the same to who asks. */
export class SessionNotFoundError extends CongvanError {
  readonly code = 'identity.session-not-found';
  readonly kind = 'not-found';

  constructor(sessionId: string) {
    super(`There is no open session ${sessionId}.`);
  }
}

/** Name, topics or life of a worker token cannot be; the findings tell all of it. */
export class WorkerTokenInvalidError extends CongvanError {
  readonly code = 'identity.worker-token-invalid';
  readonly kind = 'invalid';

  constructor(findings: readonly Finding[]) {
    super('The worker token cannot be created as described.', { findings });
  }
}

/** A worker has one token at a time, so that the audit trail tells workers apart. */
export class WorkerTokenExistsError extends CongvanError {
  readonly code = 'identity.worker-token-exists';
  readonly kind = 'conflict';

  constructor(name: string) {
    super(`The worker "${name}" has a token already. Revoke that one first, or give this worker another name.`);
  }
}

/** No such worker token, or it was revoked before. */
export class WorkerTokenNotFoundError extends CongvanError {
  readonly code = 'identity.worker-token-not-found';
  readonly kind = 'not-found';

  constructor(tokenId: string) {
    super(`There is no worker token ${tokenId} that could be revoked.`);
  }
}

/** The name is reserved, or is or was another person's: it is never given again. */
export class NameTakenError extends CongvanError {
  readonly code = 'identity.name-taken';
  readonly kind = 'conflict';

  constructor(name: string) {
    super(`The name ${name} is reserved, or belongs or once belonged to somebody else.`, {
      findings: [{ where: 'name', what: 'is taken', mend: 'Choose another, such as the same with a number.' }],
    });
  }
}

/** No account system of that name stands in the settings. */
export class AccountSystemUnknownError extends CongvanError {
  readonly code = 'identity.account-system-unknown';
  readonly kind = 'not-found';

  constructor(name: string, names: readonly string[]) {
    super(`There is no account system "${name}". There are: ${names.join(', ')} (ACCOUNT_SYSTEMS_FILE names the others than congvan).`);
  }
}

/** A process gave a service task variables that its handler cannot work with: the model, or a form, is wrong. */
export class BadAccountVariablesError extends CongvanError {
  readonly code = 'identity.bad-job-variables';
  readonly kind = 'internal';

  constructor({ elementId }: { elementId: string }, findings: readonly Finding[]) {
    const list = findings.map(({ where, what }) => `${where}: ${what}`).join('; ');
    super(`Service task ${elementId} cannot read its variables: ${list}.`, { findings });
  }
}

/** Who reports the password of somebody else must answer for him: the settings say who that is. */
export class ExposureForbiddenError extends CongvanError {
  readonly code = 'identity.exposure-forbidden';
  readonly kind = 'forbidden';

  constructor(login: string, reporters: readonly string[]) {
    super(`Only ${reporters.join(', ')} may report the password of ${login} as exposed (EXPOSURE_REPORTERS). Tell one of them at once.`);
  }
}

/** A case about an account goes by what somebody who may has asked for. */
export class AccountCaseByHandError extends CongvanError {
  readonly code = 'identity.account-case-by-hand';
  readonly kind = 'forbidden';
  /** @param act completes "to begin it, …" */
  constructor(key: string, act: string) {
    super(`A case of ${key} is not begun by hand. To begin it, ${act}.`);
  }
}
