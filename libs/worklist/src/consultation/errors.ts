import { CongvanError, type Finding } from '#foundation';

/** Somebody cannot be asked, or not until then; the findings name each. Nobody was asked. */
export class ConsultationRefusedError extends CongvanError {
  readonly code = 'worklist.consultation-refused';
  readonly kind = 'invalid';

  constructor(taskId: string, findings: readonly Finding[]) {
    super(`Nobody was asked about task ${taskId}: ${findings.map(({ where, what }) => `${where} ${what}`).join('; ')}.`, { findings });
  }
}

export class ConsultationNotFoundError extends CongvanError {
  readonly code = 'worklist.consultation-not-found';
  readonly kind = 'not-found';

  constructor(id: string) {
    super(`There is no consultation ${id}.`);
  }
}

/** It awaits no answer any more. */
export class ConsultationClosedError extends CongvanError {
  readonly code = 'worklist.consultation-closed';
  readonly kind = 'conflict';

  /** @param what goes on from the consultation: `was answered at …` */
  constructor(id: string, what: string) {
    super(`Consultation ${id} ${what}.`);
  }
}

/** The question is somebody else's to answer or to withdraw. */
export class ConsultationForbiddenError extends CongvanError {
  readonly code = 'worklist.consultation-forbidden';
  readonly kind = 'forbidden';

  /** @param why goes on from the consultation: `does not ask you` */
  constructor(id: string, why: string) {
    super(`Consultation ${id} ${why}.`);
  }
}
