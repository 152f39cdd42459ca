import { CongvanError, type Finding } from '#foundation';

export class IncidentNotFoundError extends CongvanError {
  readonly code = 'incidents.not-found';
  readonly kind = 'not-found';
  constructor(id: string) {
    super(`There is no incident ${id}.`);
  }
}

/** A report is read by whoever made it, the head of his unit and those who were asked; each act is for one of them. */
export class IncidentForbiddenError extends CongvanError {
  readonly code = 'incidents.forbidden';
  readonly kind = 'forbidden';
  /** @param act completes "you may not …" */
  constructor(act: string) {
    super(`You may not ${act}.`);
  }
}

/** The report, or the merge, as entered cannot be taken. Nothing of it was stored. */
export class IncidentRefusedError extends CongvanError {
  readonly code = 'incidents.refused';
  readonly kind = 'invalid';
  constructor(findings: readonly Finding[]) {
    super(`The report cannot be taken: ${findings.map(({ where, what }) => `${where} ${what}`).join('; ')}.`, { findings });
  }
}

/** Something is done for reports of this kind, and only for them. */
export class IncidentKindRefusedError extends CongvanError {
  readonly code = 'incidents.kind-needed';
  readonly kind = 'conflict';
  constructor(code: string) {
    const mend = 'Give it another name or place in the list. To do without it, take it out of the tables of incidents first; password-exposure, malware and secret-content stay.';
    super(`The kind ${code} stays in use: the process of incidents or its tables know it by this code. ${mend}`, {
      findings: [{ where: 'offered', what: 'is needed by the process or its tables', mend }],
    });
  }
}

/** A step of an incident was not filled in as whoever reported it may expect. */
export class IncidentStepRefusedError extends CongvanError {
  readonly code = 'incidents.step-refused';
  readonly kind = 'invalid';
  constructor(findings: readonly Finding[]) {
    super(`The step cannot be completed: ${findings.map(({ where, what }) => `${where} ${what}`).join('; ')}.`, { findings });
  }
}

/** What was asked fits no incident in this state. */
export class IncidentStateError extends CongvanError {
  readonly code = 'incidents.wrong-state';
  readonly kind = 'conflict';
  constructor(label: string, status: string, act: string) {
    super(`Incident ${label} is ${status}: ${act} is not possible any more, or not yet.`);
  }
}

/** IT still isolates what the report names, or looks for the account. */
export class IncidentMeasureOpenError extends CongvanError {
  readonly code = 'incidents.measure-open';
  readonly kind = 'conflict';
  constructor(label: string) {
    const mend = 'IT ends the isolation, or the search for the account, in its task, also by saying that there was nothing; try again then.';
    super(`The first measure of incident ${label} is still to be done: it would end with the report, unseen. ${mend}`, {
      findings: [{ where: 'incidentId', what: 'still has its first measure open', mend }],
    });
  }
}

/** The message belongs to an act that records what it tells of. */
export class IncidentMessageError extends CongvanError {
  readonly code = 'incidents.office-message';
  readonly kind = 'forbidden';
  constructor(message: string, act: string) {
    super(`The message "${message}" is sent by the act that it tells of, and not by hand. ${act}.`);
  }
}

/** What an operator would write into the case of an incident says who is asked, who reads it, or what was decided. */
export class IncidentByHandError extends CongvanError {
  readonly code = 'incidents.by-hand';
  readonly kind = 'forbidden';
  /** @param what would be done by hand. @param mend what to do instead */
  constructor(what: string, mend: string) {
    super(`${what} is not done by hand. ${mend}`, { findings: [{ where: 'variables', what: 'would say who reads or decides', mend }] });
  }
}

/** A service task names an incident whose case another is: the model, or who began the case, is wrong. */
export class IncidentOfOtherCaseError extends CongvanError {
  readonly code = 'incidents.other-case';
  readonly kind = 'internal';
  constructor(label: string, instanceId: string) {
    super(`Case ${instanceId} is not that of incident ${label}, so it writes nothing of it. Cancel it; incidents are reported by POST /incidents.`);
  }
}

/** A process gave a service task variables that its handler cannot work with: the model, a table or a form is wrong. */
export class BadIncidentVariablesError extends CongvanError {
  readonly code = 'incidents.bad-job-variables';
  readonly kind = 'internal';
  constructor({ elementId }: { elementId: string }, findings: readonly Finding[]) {
    const list = findings.map(({ where, what }) => `${where}: ${what}`).join('; ');
    super(`Service task ${elementId} cannot read its variables: ${list}.`, { findings });
  }
}
