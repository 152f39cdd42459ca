import { CongvanError } from '#foundation';

/** A number is voided once; it stays used and voided for ever. */
export class NumberVoidedError extends CongvanError {
  readonly code = 'documents.number-already-voided';
  readonly kind = 'conflict';
  constructor(documentId: string, voidedAt: string) {
    super(`The number of document ${documentId} was voided at ${voidedAt} already.`);
  }
}

/** Only who entered a document, or the chief of office, voids its number. */
export class VoidForbiddenError extends CongvanError {
  readonly code = 'documents.void-forbidden';
  readonly kind = 'forbidden';
  constructor(documentId: string) {
    super(`The number of document ${documentId} is voided by who entered it, or by the chief of office.`);
  }
}
