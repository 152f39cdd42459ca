import { CongvanError, type Finding } from '#foundation';

/** The authority as entered would contradict ND 30 §13, or another one. */
export class SigningAuthorityRefusedError extends CongvanError {
  readonly code = 'documents.signing-authority-refused';
  readonly kind = 'invalid';
  constructor(findings: readonly Finding[]) {
    const list = findings.map(({ where, what }) => `${where}: ${what}`).join('; ');
    super(`The signing authority cannot be recorded: ${list}.`, { findings });
  }
}

/** Whoever signs by delegation or order does not pass it on (ND 30 §13.3), but for who signs by order to his deputy (§13.4). */
export class DelegateCannotDelegateError extends CongvanError {
  readonly code = 'documents.delegate-cannot-delegate';
  readonly kind = 'forbidden';
  constructor(grantor: string, forms: readonly string[]) {
    super(
      forms.length === 0
        ? `${grantor} has no right to sign as head of the agency on that day, so nobody is entrusted by him.`
        : `${grantor} signs only in the form ${forms.join(', ')}, which is entrusted to him and not his to pass on. Name the head of the agency as grantor.`,
    );
  }
}

/** Authorities are the head's to give and to take, which the chief of office records. */
export class SigningAuthorityForbiddenError extends CongvanError {
  readonly code = 'documents.signing-authority-forbidden';
  readonly kind = 'forbidden';
  /** @param act what he tried, as in "may not ..." */
  constructor(login: string, act: string, who: string) {
    super(`${login} may not ${act}. ${who}`);
  }
}

export class SigningAuthorityNotFoundError extends CongvanError {
  readonly code = 'documents.signing-authority-not-found';
  readonly kind = 'not-found';
  constructor(id: string) {
    super(`There is no signing authority ${id}.`);
  }
}

export class SigningAuthorityEndedError extends CongvanError {
  readonly code = 'documents.signing-authority-ended';
  readonly kind = 'conflict';
  constructor(id: string) {
    super(`The signing authority ${id} was ended before.`);
  }
}

/** He may not sign a document of this type in this form today. */
export class MayNotSignError extends CongvanError {
  readonly code = 'documents.may-not-sign';
  readonly kind = 'forbidden';
  /** @param others who may, with their forms */
  constructor(signer: string, form: string, documentType: string, day: string, others: readonly string[]) {
    const instead = others.length === 0 ? 'Nobody may; have an authority recorded first.' : `These may: ${others.join(', ')}.`;
    super(`${signer} has no authority to sign documents of the type ${documentType} in the form ${form} on ${day}. ${instead}`);
  }
}
