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

/** A document that is registered already, as a clerk is told of it. */
export interface RegisteredEarlier {
  readonly id: string;
  /** Code of the book. */
  readonly book: string;
  readonly arrivalNumber: number;
  readonly arrivalYear: number;
  /** `YYYY-MM-DD`. */
  readonly documentDate: string;
  /** Name, or the login where there is none. */
  readonly registeredBy: string;
  readonly registeredAt: string;
}

/** The same number and symbol of the same agency and year is registered already (ND 30 §21). */
export class DuplicateIncomingDocumentError extends CongvanError {
  readonly code = 'documents.duplicate-incoming-document';
  readonly kind = 'conflict';
  constructor(documentNumber: string, documentDate: string, earlier: RegisteredEarlier) {
    const isSameDay = earlier.documentDate === documentDate;
    const number = `arrival number ${earlier.arrivalNumber}/${earlier.arrivalYear}`;
    const which = `as ${number} (${earlier.id}) in the book "${earlier.book}", by ${earlier.registeredBy} at ${earlier.registeredAt}`;
    const dated = isSameDay ? '' : `, there with the date ${earlier.documentDate} instead of ${documentDate}`;
    super(`${documentNumber} of this agency ${isSameDay ? 'and date ' : ''}is registered already ${which}${dated}.`, {
      findings: [
        {
          code: isSameDay ? 'same-number-and-date' : 'same-number-other-date',
          where: 'documentNumber',
          what: `is registered already ${which}${dated}`,
          mend: 'If it really is another one, send acceptDuplicate: true.',
        },
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

/** What was answered was registered rightly: the answer names its number. */
export class AnswerIssuedError extends CongvanError {
  readonly code = 'documents.answer-issued';
  readonly kind = 'conflict';
  constructor(documentId: string, symbol: string) {
    super(`Incoming document ${documentId} was answered by ${symbol}, so its number is not voided any more. Void or recall the answer first.`);
  }
}

/** Nothing is added to a document whose number was voided. */
export class IncomingDocumentVoidedError extends CongvanError {
  readonly code = 'documents.incoming-document-voided';
  readonly kind = 'conflict';
  constructor(documentId: string) {
    super(`Incoming document ${documentId} was voided. Register it anew.`);
  }
}
