import { CongvanError, type Finding } from '#foundation';

export class ProgrammeNotFoundError extends CongvanError {
  readonly code = 'duties.programme-not-found';
  readonly kind = 'not-found';
  /** @param what e.g. `work programme 01…`, `part of QLCN` */
  constructor(what: string) {
    super(`There is no ${what}.`);
  }
}

/** Each part is written and published by who answers for the unit, collected by the office, approved by a leader. */
export class DutyForbiddenError extends CongvanError {
  readonly code = 'duties.forbidden';
  readonly kind = 'forbidden';
  /** @param act completes "you may not …" */
  constructor(act: string) {
    super(`You may not ${act}.`);
  }
}

/** What was written cannot be taken; the findings tell all that is wrong, and nothing was stored. */
export class DutyRefusedError extends CongvanError {
  readonly code = 'duties.refused';
  readonly kind = 'invalid';
  constructor(findings: readonly Finding[]) {
    super(`This cannot be taken: ${findings.map(({ where, what }) => `${where} ${what}`).join('; ')}.`, { findings });
  }
}

/** What was asked fits nothing in this state. */
export class DutyStateError extends CongvanError {
  readonly code = 'duties.wrong-state';
  readonly kind = 'conflict';
  /** @param mend a sentence that tells what to do instead */
  constructor(what: string, status: string, act: string, mend = '') {
    super(`${what} is ${status}: ${act} is not possible any more, or not yet.${mend === '' ? '' : ` ${mend}`}`);
  }
}

/** The programme of the period is there already, or its case is about to open it. */
export class ProgrammeOpenError extends CongvanError {
  readonly code = 'duties.programme-open';
  readonly kind = 'conflict';
  /** @param label e.g. `Chương trình công tác tuần 05/01–11/01/2026`. @param id undefined: it is being opened */
  constructor(label: string, id?: string) {
    const what = id === undefined ? `«${label}» is being opened` : `«${label}» is open: ${id}`;
    const mend = id === undefined ? 'Look in a moment: GET /api/v1/work-programmes.' : `Go on with it (GET /api/v1/work-programmes/${id}), or cancel it before another is opened.`;
    super(`${what}. ${mend}`, { findings: [{ where: 'period', what, mend }] });
  }
}

/** Somebody else has saved the part since it was read. */
export class PartChangedError extends CongvanError {
  readonly code = 'duties.part-changed';
  readonly kind = 'conflict';
  constructor(unit: string, revision: number) {
    super(`The part of ${unit} was saved by somebody else and is at revision ${revision} now: read it again, then save yours with that revision.`);
  }
}

export class ItReportNotFoundError extends CongvanError {
  readonly code = 'duties.it-report-not-found';
  readonly kind = 'not-found';
  constructor(id: string) {
    super(`There is no report of IT ${id}: look it up with GET /api/v1/it-reports.`);
  }
}

/** Somebody else has saved the report since it was read. */
export class ItReportChangedError extends CongvanError {
  readonly code = 'duties.it-report-changed';
  readonly kind = 'conflict';
  constructor(revision: number) {
    super(`The report was saved by somebody else and is at revision ${revision} now: read it again, then save yours with that revision.`);
  }
}

/** Cases of recurring duties go by what people have decided and the record keeps, not by what an operator writes. */
export class DutyByHandError extends CongvanError {
  readonly code = 'duties.by-hand';
  readonly kind = 'forbidden';
  /** @param what would be done by hand. @param mend what to do instead */
  constructor(what: string, mend: string) {
    super(`${what} is not done by hand. ${mend}`);
  }
}

/** A process gave a service task variables that its handler cannot work with: the model is wrong. */
export class BadDutyVariablesError extends CongvanError {
  readonly code = 'duties.bad-job-variables';
  readonly kind = 'internal';
  constructor({ elementId }: { elementId: string }, findings: readonly Finding[]) {
    const list = findings.map(({ where, what }) => `${where}: ${what}`).join('; ');
    super(`Service task ${elementId} cannot read its variables: ${list}.`, { findings });
  }
}
