import { CongvanError } from '#foundation';
import type { OutgoingStep } from './separation-of-duties.js';

const STEP_NAMES: Readonly<Record<OutgoingStep, string>> = {
  'approve-content': 'approve the content',
  'check-format': 'check the form',
  sign: 'sign',
  issue: 'issue',
  'verify-number': 'compare the number',
};

function instead(others: readonly string[]): string {
  return others.length === 0
    ? 'Nobody else is offered this step today: a leader may let somebody do it (POST /outgoing-documents/{id}/duty-exceptions).'
    : `It may be done by ${others.join(', ')}.`;
}

/** One person may not do two steps of a document that the law wants done by different people. */
export class DutiesNotSeparatedError extends CongvanError {
  readonly code = 'documents.duties-not-separated';
  readonly kind = 'forbidden';
  /** @param others logins of those who may */
  constructor(login: string, step: OutgoingStep, why: string, others: readonly string[]) {
    super(`${login} may not ${STEP_NAMES[step]} here, because ${why} (Decree 30/2020/NĐ-CP, Articles 10–13). ${instead(others)}`);
  }
}

/** The text was changed, or its case was moved past a step: what nobody has approved or checked is not let pass. */
export class EarlierStepMissingError extends CongvanError {
  readonly code = 'documents.earlier-step-missing';
  readonly kind = 'conflict';
  constructor(documentId: string, version: number, step: OutgoingStep, missing: OutgoingStep) {
    super(
      `Version ${version} of outgoing document ${documentId} has not passed "${STEP_NAMES[missing]}", which comes before ` +
        `"${STEP_NAMES[step]}" (Decree 30/2020/NĐ-CP, Articles 12 and 13). Return it, so that it goes through its steps again.`,
    );
  }
}

/** The step belongs to a post, and who has the task in his hands does not hold it. */
export class StepOfOtherPostError extends CongvanError {
  readonly code = 'documents.step-of-other-post';
  readonly kind = 'forbidden';
  /** @param others logins of those who may */
  constructor(login: string, step: OutgoingStep, others: readonly string[]) {
    super(`${login} holds no post whose work it is to ${STEP_NAMES[step]} here, whoever gave him the task. ${instead(others)}`);
  }
}

/** A leader would let himself do what others are there for. */
export class ExceptionNotNeededError extends CongvanError {
  readonly code = 'documents.exception-not-needed';
  readonly kind = 'forbidden';
  /** @param others logins of those who may */
  constructor(login: string, step: OutgoingStep, others: readonly string[]) {
    super(`${login} does not let himself ${STEP_NAMES[step]} here. ${instead(others)}`);
  }
}

/** Who does the work of a leader has a hand in the draft himself. */
export class ExceptionOnOwnDraftError extends CongvanError {
  readonly code = 'documents.exception-on-own-draft';
  readonly kind = 'forbidden';
  constructor(login: string, actingFor: readonly string[], why: string) {
    super(`${login}, who acts for ${actingFor.join(', ')}, lets nobody do a step here, because ${why}. A leader does, by his own post.`);
  }
}

/** Nobody who works here is named. */
export class ExceptionWithoutPostError extends CongvanError {
  readonly code = 'documents.exception-without-post';
  readonly kind = 'invalid';
  constructor(person: string) {
    super(`${person} holds no post today, so no step is left to that person. Name somebody who works here by login (GET /people).`);
  }
}

export class DutyExceptionNotFoundError extends CongvanError {
  readonly code = 'documents.duty-exception-not-found';
  readonly kind = 'not-found';
  constructor(documentId: string, id: string) {
    super(`Outgoing document ${documentId} has no leave ${id} to do a step (GET /outgoing-documents/{id}/duty-exceptions).`);
  }
}

export class DutyExceptionForbiddenError extends CongvanError {
  readonly code = 'documents.duty-exception-forbidden';
  readonly kind = 'forbidden';
  constructor(login: string, grantedBy: string) {
    super(`${login} does not take back what ${grantedBy} has allowed: ${grantedBy} does, or a leader.`);
  }
}

/** There is nothing left to take back. */
export class DutyExceptionOverError extends CongvanError {
  readonly code = 'documents.duty-exception-over';
  readonly kind = 'conflict';
  /** @param how goes on from the leave: `was used by ...` */
  constructor(id: string, how: string) {
    super(`The leave ${id} ${how}. Have the draft returned where that step is not to count.`);
  }
}

/** The number is compared with the original, which belongs to the document then (171/QĐ-BDT §8). */
export class OriginalMissingError extends CongvanError {
  readonly code = 'documents.original-missing';
  readonly kind = 'conflict';
  constructor(documentId: string) {
    super(
      `Outgoing document ${documentId} has no file. ` +
        'Attach the signed original first (POST /outgoing-documents/{id}/attachments), then confirm its number.',
    );
  }
}

/** Mail goes out with the signed document or not at all. */
export class NothingToSendError extends CongvanError {
  readonly code = 'documents.nothing-to-send';
  readonly kind = 'conflict';
  constructor(documentId: string, names: readonly string[]) {
    super(
      `Outgoing document ${documentId} is to go by mail to ${names.join(', ')}, but has no file. ` +
        'Attach the signed document first (POST /outgoing-documents/{id}/attachments).',
    );
  }
}
