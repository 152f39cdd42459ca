import { CongvanError, type Finding } from '#foundation';

/** Nobody can do the work of the post like this; the findings tell all that is wrong. */
export class DelegationRefusedError extends CongvanError {
  readonly code = 'directory.delegation-refused';
  readonly kind = 'invalid';

  constructor(findings: readonly Finding[]) {
    super(`The work of the post is not given to a deputy: ${findings.map(({ where, what }) => `${where} ${what}`).join('; ')}.`, { findings });
  }
}

/** The post is not his, nor one of those below him, and what others have decided is not his to enter. */
export class DelegationForbiddenError extends CongvanError {
  readonly code = 'directory.delegation-forbidden';
  readonly kind = 'forbidden';

  constructor(login: string) {
    super(`${login} may not give or take the work of this post: its holder does, or who stands above him (the head of the unit; for a head a leader; for a leader another leader). Personnel, chief of office and administrators enter only what these have decided, and nothing about a leader while another leader can.`);
  }
}

/** No work of a post was ever given under this id. */
export class DelegationNotFoundError extends CongvanError {
  readonly code = 'directory.delegation-not-found';
  readonly kind = 'not-found';

  constructor(id: string) {
    super(`There is no delegation ${id}.`);
  }
}

/** It has passed, or was ended before. */
export class DelegationEndedError extends CongvanError {
  readonly code = 'directory.delegation-ended';
  readonly kind = 'conflict';

  constructor(id: string) {
    super(`The delegation ${id} has ended already.`);
  }
}
