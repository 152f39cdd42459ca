import { CongvanError, type Finding } from '#foundation';

export class AssignmentNotFoundError extends CongvanError {
  readonly code = 'assignments.not-found';
  readonly kind = 'not-found';
  constructor(id: string) {
    super(`There is no assignment ${id}.`);
  }
}

/** Heads give work to their people, leaders and the chief of office to units; afterwards it is between those two. */
export class AssignmentForbiddenError extends CongvanError {
  readonly code = 'assignments.forbidden';
  readonly kind = 'forbidden';
  /** @param act completes "you may not …" */
  constructor(act: string) {
    super(`You may not ${act}.`);
  }
}

/** The assignment as entered cannot be given. Nothing of it was stored. */
export class AssignmentRefusedError extends CongvanError {
  readonly code = 'assignments.refused';
  readonly kind = 'invalid';
  constructor(findings: readonly Finding[]) {
    super(`The assignment cannot be given: ${findings.map(({ where, what }) => `${where}: ${what}`).join('; ')}.`, { findings });
  }
}

/** What was asked fits no assignment in this state. */
export class AssignmentStateError extends CongvanError {
  readonly code = 'assignments.wrong-state';
  readonly kind = 'conflict';
  constructor(id: string, status: string, act: string) {
    super(`Assignment ${id} is ${status}: ${act} is not possible any more, or not yet.`);
  }
}

/** A process gave a service task variables that its handler cannot work with: the model, or a form, is wrong. */
export class BadAssignmentVariablesError extends CongvanError {
  readonly code = 'assignments.bad-job-variables';
  readonly kind = 'internal';
  constructor({ elementId }: { elementId: string }, findings: readonly Finding[]) {
    const list = findings.map(({ where, what }) => `${where}: ${what}`).join('; ');
    super(`Service task ${elementId} cannot read its variables: ${list}.`, { findings });
  }
}
