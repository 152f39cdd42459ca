import { CongvanError, type Finding } from '#foundation';

const listed = (findings: readonly Finding[]) => findings.map(({ where, what }) => `${where}: ${what}`).join('; ');

/** The file plan as sent cannot be read or would contradict itself. Nothing of it was stored. */
export class FilePlanRefusedError extends CongvanError {
  readonly code = 'work-files.plan-refused';
  readonly kind = 'invalid';
  constructor(findings: readonly Finding[]) {
    super(`The file plan cannot be imported: ${listed(findings)}.`, { findings });
  }
}

/** The file plan of that year has no such line. */
export class PlanItemNotFoundError extends CongvanError {
  readonly code = 'work-files.plan-item-not-found';
  readonly kind = 'not-found';
  constructor(year: number, code: string) {
    super(`The file plan of ${year} has no line ${code}. Import it first.`);
  }
}

export class WorkFileNotFoundError extends CongvanError {
  readonly code = 'work-files.file-not-found';
  readonly kind = 'not-found';
  constructor(id: string) {
    super(`There is no work file ${id}.`);
  }
}

/** Neither the keeper, nor the head of its unit, nor somebody it was shared with for this. */
export class WorkFileForbiddenError extends CongvanError {
  readonly code = 'work-files.forbidden';
  readonly kind = 'forbidden';
  /** @param act completes "you may not …" */
  constructor(act: string) {
    super(`This work file is not yours: you may not ${act}.`);
  }
}

/** The input names people, units or days with which it cannot be done. */
export class WorkFileRefusedError extends CongvanError {
  readonly code = 'work-files.refused';
  readonly kind = 'invalid';
  constructor(findings: readonly Finding[]) {
    super(`This cannot be done with the work file: ${listed(findings)}.`, { findings });
  }
}

/** A file that is closed or in the archive is not changed. */
export class WorkFileNotOpenError extends CongvanError {
  readonly code = 'work-files.not-open';
  readonly kind = 'conflict';
  constructor(code: string, status: string) {
    super(`Work file ${code} is ${status}: nothing in it is changed any more.`);
  }
}

/** Only a closed file that is not on its way to the archive is opened again. */
export class WorkFileNotReopenableError extends CongvanError {
  readonly code = 'work-files.not-reopenable';
  readonly kind = 'conflict';
  constructor(code: string, state: string) {
    super(`Work file ${code} cannot be opened again: it is ${state}.`);
  }
}

/** Something in the file is not done yet. */
export class WorkFileUnfinishedError extends CongvanError {
  readonly code = 'work-files.unfinished';
  readonly kind = 'conflict';
  constructor(code: string, findings: readonly Finding[]) {
    super(`Work file ${code} cannot be closed: ${listed(findings)}.`, { findings });
  }
}

export class AlreadyInFileError extends CongvanError {
  readonly code = 'work-files.already-in-file';
  readonly kind = 'conflict';
  constructor(documentId: string) {
    super(`Document ${documentId} is in this work file already.`);
  }
}

/** Somebody has to say first whether it is a state secret: until then it stays where the procedure finds it. */
export class EntryUndecidedError extends CongvanError {
  readonly code = 'work-files.entry-undecided';
  readonly kind = 'locked';
  constructor(id: string) {
    super(
      `Entry ${id} may hold a state secret, which is not decided yet: it is not taken out of the file. ` +
        'Wait until a clerk has answered, or the procedure is through.',
    );
  }
}

/** No entry of that id stands in the contents list (any more). */
export class EntryNotFoundError extends CongvanError {
  readonly code = 'work-files.entry-not-found';
  readonly kind = 'not-found';
  constructor(id: string) {
    super(`The contents list has no entry ${id}.`);
  }
}

export class ShareNotFoundError extends CongvanError {
  readonly code = 'work-files.share-not-found';
  readonly kind = 'not-found';
  constructor(id: string) {
    super(`The work file has no share ${id} that is in force.`);
  }
}

export class HandoverNotFoundError extends CongvanError {
  readonly code = 'work-files.handover-not-found';
  readonly kind = 'not-found';
  constructor(id: string) {
    super(`There is no hand-over ${id}.`);
  }
}

/** A hand-over is accepted or returned once, and not by whoever made it. */
export class HandoverDecisionRefusedError extends CongvanError {
  readonly code = 'work-files.handover-decided';
  readonly kind = 'conflict';
  constructor(id: string, why: string) {
    super(`Hand-over ${id} cannot be decided: ${why}.`);
  }
}
