import { CongvanError, type Finding } from '#foundation';

/** Code, name, kind, place or parent of the unit cannot be; the findings tell all of it. */
export class UnitInvalidError extends CongvanError {
  readonly code = 'directory.unit-invalid';
  readonly kind = 'invalid';

  constructor(findings: readonly Finding[]) {
    super('The unit cannot be created as described.', { findings });
  }
}

/** The code belongs to another unit. */
export class UnitExistsError extends CongvanError {
  readonly code = 'directory.unit-exists';
  readonly kind = 'conflict';

  constructor(code: string) {
    super(`There is a unit ${code} already.`, {
      findings: [{ where: 'code', what: 'belongs to another unit', mend: 'Choose another code.' }],
    });
  }
}

/** Name, login or address of the person cannot be; the findings tell all of it. */
export class PersonInvalidError extends CongvanError {
  readonly code = 'directory.person-invalid';
  readonly kind = 'invalid';

  constructor(findings: readonly Finding[]) {
    super('The person cannot be recorded as described.', { findings });
  }
}

/** Nobody of the directory has this login. */
export class PersonNotFoundError extends CongvanError {
  readonly code = 'directory.person-not-found';
  readonly kind = 'not-found';

  constructor(login: string) {
    super(`There is no person ${login}.`);
  }
}

/** The login that was asked for is reserved, or belongs or once belonged to somebody else. */
export class LoginTakenError extends CongvanError {
  readonly code = 'directory.login-taken';
  readonly kind = 'conflict';

  constructor(login: string) {
    super(`The login ${login} is reserved, or belongs or once belonged to somebody else.`, {
      findings: [{ where: 'login', what: 'is taken', mend: 'Leave it out: a free one is made from the name.' }],
    });
  }
}

/** Unknown person, unit or role, or dates that make no sense; the findings tell all of it. */
export class AppointmentInvalidError extends CongvanError {
  readonly code = 'directory.appointment-invalid';
  readonly kind = 'invalid';

  constructor(findings: readonly Finding[]) {
    super('The appointment cannot be recorded as described.', { findings });
  }
}

/** The person holds the same post on some of those days already. */
export class AppointmentOverlapsError extends CongvanError {
  readonly code = 'directory.appointment-overlaps';
  readonly kind = 'conflict';

  constructor(existing: { postId: string; from: string; to: string | null }) {
    const { postId, from, to } = existing;
    super(`The person holds this post already, from ${from} ${to === null ? 'without end' : `to ${to}`}.`, {
      findings: [{ where: 'from', what: `lies in the appointment ${postId}`, mend: 'End that appointment first.' }],
    });
  }
}

/** No post was ever given under this id. */
export class AppointmentNotFoundError extends CongvanError {
  readonly code = 'directory.appointment-not-found';
  readonly kind = 'not-found';

  constructor(postId: string) {
    super(`There is no appointment ${postId}.`);
  }
}

/** No unit was ever created under this code. */
export class UnitNotFoundError extends CongvanError {
  readonly code = 'directory.unit-not-found';
  readonly kind = 'not-found';

  constructor(code: string) {
    super(`There is no unit ${code}.`);
  }
}

/** The unit cannot end like this; the findings tell why, and nothing was changed. */
export class DissolutionRefusedError extends CongvanError {
  readonly code = 'directory.dissolution-refused';
  readonly kind = 'invalid';

  constructor(code: string, findings: readonly Finding[]) {
    super(`The unit ${code} cannot be dissolved: ${findings.map(({ where, what }) => `${where} ${what}`).join('; ')}.`, { findings });
  }
}
