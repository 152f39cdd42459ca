import { CongvanError } from '#foundation';

/** Who decides about a post may not hold it, and who runs the installation is appointed by those who run it. */
export class AppointmentForbiddenError extends CongvanError {
  readonly code = 'directory.appointment-forbidden';
  readonly kind = 'forbidden';

  constructor(login: string, why: string, mend: string) {
    super(`${login} may not enter this: ${why}.`, { findings: [{ where: 'login', what: why, mend }] });
  }
}

/** The post is held already, or was: what was lived is ended, not rewritten. */
export class AppointmentBegunError extends CongvanError {
  readonly code = 'directory.appointment-begun';
  readonly kind = 'conflict';

  constructor(postId: string, from: string) {
    super(`The appointment ${postId} has begun on ${from}.`, {
      findings: [{ where: 'postId', what: `has begun on ${from}`, mend: 'Set its last day, and appoint anew.' }],
    });
  }
}
