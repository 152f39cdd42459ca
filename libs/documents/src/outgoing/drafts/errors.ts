import { CongvanError, type Finding } from '#foundation';

/** The draft cannot be submitted like this; nothing of it was saved. */
export class DraftRefusedError extends CongvanError {
  readonly code = 'documents.draft-refused';
  readonly kind = 'invalid';
  constructor(findings: readonly Finding[]) {
    const list = findings.map(({ where, what }) => `${where}: ${what}`).join('; ');
    super(`The draft cannot be submitted: ${list}.`, { findings });
  }
}
