import { CongvanError } from '#foundation';

/** It is met, missed or cancelled: only a correction changes it now. */
export class DeadlineClosedError extends CongvanError {
  readonly code = 'deadlines.deadline-closed';
  readonly kind = 'conflict';

  constructor(id: string, status: string) {
    super(`The deadline ${id} is ${status} and cannot be moved any more.`);
  }
}

/** It stands still already, or it does not. */
export class DeadlinePauseError extends CongvanError {
  readonly code = 'deadlines.deadline-pause';
  readonly kind = 'conflict';

  /** @param pausedUntil ISO 8601 UTC; null: it is not paused */
  constructor(id: string, pausedUntil: string | null) {
    super(`The deadline ${id} is ${pausedUntil === null ? 'not paused' : `paused until ${pausedUntil}. Let it go on first`}.`);
  }
}

/** Somebody else has moved it since the caller looked. */
export class DueDateChangedError extends CongvanError {
  readonly code = 'deadlines.due-date-changed';
  readonly kind = 'conflict';

  constructor(id: string, dueAt: string) {
    super(`The deadline ${id} is due ${dueAt} by now. Look at it again, then decide.`);
  }
}

/** The instants of an act do not fit the deadline. */
abstract class ActRefusedError extends CongvanError {
  readonly kind = 'invalid';

  constructor(where: string, what: string, mend: string) {
    super(`The deadline stays as it is: ${where} ${what}.`, { findings: [{ where, what, mend }] });
  }
}

/** A pause begins or ends where none can. */
export class PauseRefusedError extends ActRefusedError {
  readonly code = 'deadlines.pause-refused';
}

/** An extension gives no more time. */
export class ExtensionRefusedError extends ActRefusedError {
  readonly code = 'deadlines.extension-refused';
}

/** A correction says what stands there. */
export class NothingToCorrectError extends ActRefusedError {
  readonly code = 'deadlines.nothing-to-correct';
}

/** A year was mistyped. */
export class DateFarOffError extends ActRefusedError {
  readonly code = 'deadlines.date-far-off';
}

const FORBIDDEN = {
  'neither head nor above': 'You are neither the head of the unit, nor a leader, nor the chief of office.',
  'no corrector': 'You are neither the chief of office nor an administrator.',
  'owes it':
    'You have the work that is due, or it waits for you or your unit, so another must decide. Have a leader decide whose work it ' +
    'is not, and enter that with approvedBy.',
  'approver owes it':
    'Whoever approvedBy names has the work that is due, or it waits for him or his unit, so another must decide. Have a leader ' +
    'decide whose work it is not.',
  'own work': 'You have done the work, or have it, or your unit has, so another must correct it.',
} as const;

/** The caller may not decide about this deadline. */
export class DeadlineForbiddenError extends CongvanError {
  readonly code = 'deadlines.forbidden';
  readonly kind = 'forbidden';

  constructor(because: keyof typeof FORBIDDEN) {
    super(FORBIDDEN[because]);
  }
}

/** Nobody of the unit that answers decides that. */
export class HigherDecisionNeededError extends CongvanError {
  readonly code = 'deadlines.higher-decision-needed';
  readonly kind = 'forbidden';

  constructor(login: string) {
    super(
      `That is not ${login}'s to decide: what a unit answers for is extended, and decided about once it is late, by a leader or ` +
        'the chief of office who is not of that unit. Enter their decision with approvedBy.',
    );
  }
}
