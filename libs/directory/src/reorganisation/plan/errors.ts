import { CongvanError, type Finding } from '#foundation';

/** The plan cannot be carried out as it stands; the findings tell all that is wrong, and nothing was changed. */
export class PlanRefusedError extends CongvanError {
  readonly code = 'directory.plan-refused';
  readonly kind = 'invalid';

  constructor(findings: readonly Finding[]) {
    super(`The units cannot be changed so: ${findings.map(({ where, what }) => `${where} ${what}`).join('; ')}.`, { findings });
  }
}

/** No plan was ever written under this id. */
export class PlanNotFoundError extends CongvanError {
  readonly code = 'directory.plan-not-found';
  readonly kind = 'not-found';

  constructor(id: string) {
    super(`There is no reorganisation plan ${id}.`);
  }
}

/** Its state does not allow it. */
export class PlanStatusError extends CongvanError {
  readonly code = 'directory.plan-status';
  readonly kind = 'conflict';

  constructor(id: string, status: string, wanted: string) {
    super(`The reorganisation plan ${id} is ${status}, so it cannot ${wanted}.`);
  }
}

/** Who asks may not do this with the plan. */
export class PlanForbiddenError extends CongvanError {
  readonly code = 'directory.plan-forbidden';
  readonly kind = 'forbidden';

  constructor(login: string, because: string, mend: string) {
    super(`${login} may not do this with the plan: ${because}. ${mend}`);
  }
}
