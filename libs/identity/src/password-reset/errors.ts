import { CongvanError, type Finding } from '#foundation';

export class PasswordResetNotFoundError extends CongvanError {
  readonly code = 'identity.password-reset-not-found';
  readonly kind = 'not-found';
  /** @param id of the request, or of its case */
  constructor(id: string) {
    super(`There is no request for a new password ${id}.`);
  }
}

/** A new password is asked for by who knows the person, confirmed by another, and handed over by IT. */
export class PasswordResetForbiddenError extends CongvanError {
  readonly code = 'identity.password-reset-forbidden';
  readonly kind = 'forbidden';
  /** @param act completes "you may not …" */
  constructor(act: string) {
    super(`You may not ${act}.`);
  }
}

/** The request as entered cannot be taken; the findings tell all that is wrong, and nothing was changed. */
export class PasswordResetRefusedError extends CongvanError {
  readonly code = 'identity.password-reset-refused';
  readonly kind = 'invalid';
  constructor(findings: readonly Finding[]) {
    super(`The request cannot be taken: ${findings.map(({ where, what }) => `${where} ${what}`).join('; ')}.`, { findings });
  }
}

/** What was asked fits no request in this state. */
export class PasswordResetStateError extends CongvanError {
  readonly code = 'identity.password-reset-state';
  readonly kind = 'conflict';
  constructor(label: string, status: string, act: string) {
    super(`The request ${label} is ${status}: ${act} is not possible any more, or not yet.`);
  }
}

/** A password that was forgotten opens no account that somebody has locked. */
export class PasswordOfLockedError extends CongvanError {
  readonly code = 'identity.password-of-locked';
  readonly kind = 'conflict';
  constructor(login: string) {
    super(`The account of ${login} is locked: no password opens it. Where his password was exposed, ask for a new one as exposed (POST /password-resets, kind exposed), which opens it again; else unlock it first (POST /accounts/{login}/unlock).`);
  }
}

/** Cases about passwords go by what people have decided and the record keeps. */
export class PasswordResetByHandError extends CongvanError {
  readonly code = 'identity.password-reset-by-hand';
  readonly kind = 'forbidden';
  constructor() {
    super('A request for a new password is not held, and its variables, messages and clocks are not changed by hand: withdraw it (POST /api/v1/password-resets/{id}/withdrawal) and ask anew.');
  }
}
