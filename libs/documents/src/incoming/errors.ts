import { CongvanError, type Finding } from '#foundation';

/** No document was registered under this id. */
export class IncomingDocumentNotFoundError extends CongvanError {
  readonly code = 'documents.incoming-document-not-found';
  readonly kind = 'not-found';
  constructor(id: string) {
    super(`There is no incoming document ${id}.`);
  }
}

/** What the clerk entered contradicts itself or the files; all findings at once. No number was used. */
export class RegistrationRefusedError extends CongvanError {
  readonly code = 'documents.registration-refused';
  readonly kind = 'invalid';
  constructor(findings: readonly Finding[]) {
    super('The document cannot be registered like this; nothing was stored and no number was used.', { findings });
  }
}

/** The same number and symbol of the same agency and day is registered already (ND 30 §21). */
export class DuplicateIncomingDocumentError extends CongvanError {
  readonly code = 'documents.duplicate-incoming-document';
  readonly kind = 'conflict';
  constructor(documentNumber: string, earlier: { id: string; arrivalNumber: number; arrivalYear: number }) {
    const which = `as arrival number ${earlier.arrivalNumber}/${earlier.arrivalYear} (${earlier.id})`;
    super(`${documentNumber} of this agency and date is registered already ${which}.`, {
      findings: [
        { where: 'documentNumber', what: `is registered already ${which}`, mend: 'If it really is another one, send acceptDuplicate: true.' },
      ],
    });
  }
}

/** A case cannot be closed while its answer is owed. */
export class ReplyStillOwedError extends CongvanError {
  readonly code = 'documents.reply-still-owed';
  readonly kind = 'conflict';
  constructor(documentId: string) {
    super(
      `Incoming document ${documentId} cannot be closed: its reply obligation is open. ` +
        'It closes when the result is recorded and the answering document is issued.',
    );
  }
}
