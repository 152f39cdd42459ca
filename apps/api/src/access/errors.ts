import { CongvanError } from '#foundation';

/** No sign-in came with the request, or not in the form `Authorization: Bearer <token>`. */
export class SignInRequiredError extends CongvanError {
  readonly code = 'request.sign-in-required';
  readonly kind = 'unauthenticated';
}

/** The person is signed in but holds none of the posts that may do this. */
export class NotAllowedError extends CongvanError {
  readonly code = 'request.not-allowed';
  readonly kind = 'forbidden';
}

/** The account still has its first password: nothing else works before it is changed. */
export class PasswordChangeRequiredError extends CongvanError {
  readonly code = 'request.password-change-required';
  readonly kind = 'forbidden';
}

/** Posts hold the rights: who holds none today has none, whatever was his while he held one. */
export class WithoutPostError extends CongvanError {
  readonly code = 'request.without-post';
  readonly kind = 'forbidden';

  constructor(login: string) {
    super(`${login} holds no post today, so nothing here is his to read or to do. The personnel unit records appointments.`);
  }
}

/** A defect: a route that nobody gave a rule. It is closed to all rather than open by accident. */
export class RouteWithoutRuleError extends CongvanError {
  readonly code = 'request.route-without-rule';
  readonly kind = 'forbidden';
}

/** Too many tries in a short time from one address or for one login. */
export class TooManyRequestsError extends CongvanError {
  readonly code = 'request.too-many';
  readonly kind = 'too-many';
}

/** The header `Idempotency-Key` holds no key that can be kept. */
export class BadIdempotencyKeyError extends CongvanError {
  readonly code = 'request.bad-idempotency-key';
  readonly kind = 'malformed';
  constructor() {
    super('The header Idempotency-Key is not a key.', {
      findings: [
        {
          where: 'Idempotency-Key',
          what: 'is empty, longer than 255 characters, or not printable ASCII',
          mend: 'Send for instance a fresh UUID with each new request.',
        },
      ],
    });
  }
}
