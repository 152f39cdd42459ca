import { CongvanError, type Finding } from '#foundation';

/** No document was drafted under this id. */
export class OutgoingDocumentNotFoundError extends CongvanError {
  readonly code = 'documents.outgoing-document-not-found';
  readonly kind = 'not-found';
  constructor(id: string) {
    super(`There is no outgoing document ${id}.`);
  }
}

/** The drafter of a document, or a clerk, adds its originals; from the approval until the issue the clerk alone. */
export class OriginalForbiddenError extends CongvanError {
  readonly code = 'documents.original-forbidden';
  readonly kind = 'forbidden';
  constructor(id: string) {
    super(
      `The files of outgoing document ${id} are added by its drafter, or by a clerk. ` +
        'Once it was approved, and until it is issued, a clerk alone adds the signed scan.',
    );
  }
}

/** The files of a document stay as they were when it was approved, checked or signed. */
export class OutgoingFileStandsError extends CongvanError {
  readonly code = 'documents.outgoing-file-stands';
  readonly kind = 'conflict';
  constructor(documentId: string, attachmentId: string) {
    super(
      `The file ${attachmentId} of outgoing document ${documentId} is not replaced any more: the document was approved, ` +
        'signed or issued with it. Upload the signed original as a further file, or have the draft returned first.',
    );
  }
}

/** Nothing more becomes of the document: its number was compared with its original, or it was voided, recalled or replaced. */
export class OutgoingFilesClosedError extends CongvanError {
  readonly code = 'documents.outgoing-files-closed';
  readonly kind = 'conflict';
  constructor(documentId: string) {
    super(
      `Outgoing document ${documentId} takes no more files: its number was compared with its original, ` +
        'or it was voided, recalled or replaced.',
    );
  }
}

/** A signed or issued document is no longer changed or signed. */
export class OutgoingNotDraftError extends CongvanError {
  readonly code = 'documents.outgoing-not-draft';
  readonly kind = 'conflict';
  constructor(id: string) {
    super(`Outgoing document ${id} is no draft (any more): what is signed or issued stays as it is.`);
  }
}

/** Nobody signs in the name of another: whoever signs has completed the task of signing this version. */
export class SignatureNotGivenError extends CongvanError {
  readonly code = 'documents.signature-not-given';
  readonly kind = 'conflict';
  constructor(id: string, signedBy: string) {
    super(
      `${signedBy} has not signed outgoing document ${id} as it is now. ` +
        'Let the case go back to the task of signing, and whoever signs complete it himself.',
    );
  }
}

/** Sign, then number, then issue (ND 30 §14–18): a document without signature, or issued before, gets no number. */
export class OutgoingNotSignedError extends CongvanError {
  readonly code = 'documents.outgoing-not-signed';
  readonly kind = 'conflict';
  constructor(id: string, status: string | undefined) {
    super(`Outgoing document ${id} cannot be issued: it is ${status ?? 'unknown'}, not signed.`);
  }
}

/** Nobody answers before the document is issued. */
export class AnswerDayRefusedError extends CongvanError {
  readonly code = 'documents.answer-day-refused';
  readonly kind = 'invalid';
  constructor(id: string, findings: readonly Finding[]) {
    super(`Outgoing document ${id} cannot be issued, asking for an answer as it does: ${findings.map(({ what }) => what).join('; ')}.`, { findings });
  }
}

/** Only what is issued goes to recipients, is filed, recalled, replaced or corrected. */
export class OutgoingNotIssuedError extends CongvanError {
  readonly code = 'documents.outgoing-not-issued';
  readonly kind = 'conflict';
  constructor(id: string) {
    super(`Outgoing document ${id} is not issued (yet), or was voided.`);
  }
}

/** What recipients have, or will have by mail, is recalled with a notice to them: voiding its number would leave them with it. */
export class OutgoingSentError extends CongvanError {
  readonly code = 'documents.outgoing-sent';
  readonly kind = 'conflict';
  constructor(id: string) {
    super(`Outgoing document ${id} was sent by mail, so its number is not voided any more. Recall the document.`);
  }
}
