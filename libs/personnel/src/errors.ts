import { CongvanError, type Finding } from '#foundation';

/** Nobody of the directory has this login. */
export class PersonUnknownError extends CongvanError {
  readonly code = 'personnel.person-unknown';
  readonly kind = 'not-found';
  constructor(login: string) {
    super(`There is no person ${login}.`);
  }
}

export class HandoverNotFoundError extends CongvanError {
  readonly code = 'personnel.handover-not-found';
  readonly kind = 'not-found';
  constructor(id: string) {
    super(`There are no handover minutes ${id}, or no such line in them.`);
  }
}

/** The minutes are for who hands over, who receives, and whoever signs for the unit; each act is for one of them. */
export class HandoverForbiddenError extends CongvanError {
  readonly code = 'personnel.handover-forbidden';
  readonly kind = 'forbidden';
  /** @param act completes "you may not …" */
  constructor(act: string) {
    super(`You may not ${act}.`);
  }
}

/** What was asked fits no minutes in this state. */
export class HandoverStateError extends CongvanError {
  readonly code = 'personnel.handover-wrong-state';
  readonly kind = 'conflict';
  constructor(label: string, status: string, act: string, mend: string) {
    super(`The minutes ${label} are ${status}: ${act} is not possible now. ${mend}`);
  }
}

/** The minutes cannot be changed or signed as they stand; the findings tell all of it, and nothing was changed. */
export class HandoverRefusedError extends CongvanError {
  readonly code = 'personnel.handover-refused';
  readonly kind = 'invalid';
  constructor(label: string, findings: readonly Finding[]) {
    super(`The minutes ${label} cannot be taken so: ${findings.map(({ where, what }) => `${where} ${what}`).join('; ')}.`, { findings });
  }
}

/** A process gave a service task variables that its handler cannot work with: the model or a table is wrong. */
export class BadPersonnelVariablesError extends CongvanError {
  readonly code = 'personnel.bad-leaving-variables';
  readonly kind = 'internal';
  constructor({ elementId }: { elementId: string }, findings: readonly Finding[]) {
    const list = findings.map(({ where, what }) => `${where}: ${what}`).join('; ');
    super(`Service task ${elementId} cannot read its variables: ${list}.`, { findings });
  }
}

export class DecisionNotFoundError extends CongvanError {
  readonly code = 'personnel.decision-not-found';
  readonly kind = 'not-found';
  constructor(id: string) {
    super(`There is no personnel decision ${id}.`);
  }
}

/** Nobody decides about himself. */
export class DecisionForbiddenError extends CongvanError {
  readonly code = 'personnel.decision-forbidden';
  readonly kind = 'forbidden';
  /** @param act completes "you may not …" */
  constructor(act: string) {
    super(`You may not ${act}.`);
  }
}

/** The decision cannot be carried out as entered; the findings tell all of it, and nothing was changed. */
export class DecisionRefusedError extends CongvanError {
  readonly code = 'personnel.decision-refused';
  readonly kind = 'invalid';
  constructor(findings: readonly Finding[]) {
    super(`The decision cannot be carried out: ${findings.map(({ where, what }) => `${where} ${what}`).join('; ')}.`, { findings });
  }
}

/** Only a decision that is under way can be taken back. */
export class DecisionStateError extends CongvanError {
  readonly code = 'personnel.decision-not-open';
  readonly kind = 'conflict';
  constructor(id: string, status: string) {
    super(`The decision ${id} is ${status}, and cannot be cancelled any more. Enter a new decision instead.`);
  }
}

/** The message belongs to an act that records what it tells of. */
export class PersonnelMessageError extends CongvanError {
  readonly code = 'personnel.office-message';
  readonly kind = 'forbidden';
  constructor(message: string, act: string) {
    super(`The message "${message}" is sent by the act that it tells of, and not by hand. ${act}.`);
  }
}

/** These cases, and what they go by, are not changed by hand: whoever could would end or keep the access of others. */
export class PersonnelByHandError extends CongvanError {
  readonly code = 'personnel.by-hand';
  readonly kind = 'forbidden';
  constructor(what: string) {
    super(`${what} is not done by hand: it is carried out from a personnel decision (POST /personnel-decisions), and taken back by personnel with it (POST /personnel-decisions/{id}/cancellation). What has failed is retried.`);
  }
}

/** A step of a decision is answered by who holds the post for it, and never by whom it concerns or who has entered or confirmed it. */
export class PersonnelStepForbiddenError extends CongvanError {
  readonly code = 'personnel.step-forbidden';
  readonly kind = 'forbidden';
  /** @param act completes "you may not …" */
  constructor(act: string) {
    super(`You may not ${act}.`);
  }
}
