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

export class DraftVersionNotFoundError extends CongvanError {
  readonly code = 'documents.draft-version-not-found';
  readonly kind = 'not-found';
  constructor(documentId: string, version: number) {
    super(`Outgoing document ${documentId} has no version ${version}. GET /outgoing-documents/{id}/versions lists them.`);
  }
}

/** A case writes its own draft, and none that its variables name besides. */
export class DraftOfOtherCaseError extends CongvanError {
  readonly code = 'documents.draft-of-other-case';
  readonly kind = 'conflict';
  constructor(documentId: string, instanceId: string) {
    super(`Outgoing document ${documentId} is drafted in another case than ${instanceId}, which writes no version of it.`);
  }
}
