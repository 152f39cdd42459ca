import { CongvanError } from '#foundation';

/** The document no longer counts, so nothing more becomes of it. */
export class OutgoingNotInForceError extends CongvanError {
  readonly code = 'documents.outgoing-not-in-force';
  readonly kind = 'conflict';
  constructor(symbol: string, act: 'recall' | 'replace') {
    super(`The document ${symbol} was ${act === 'recall' ? 'recalled' : 'replaced'} before.`);
  }
}

/** The document by which another is recalled, replaced or corrected is not one that can do that (ND 30 §18). */
export class ActNotByThatDocumentError extends CongvanError {
  readonly code = 'documents.act-not-by-that-document';
  readonly kind = 'invalid';
}

/** Another document was recalled, replaced or corrected by it: without a number nothing would stand in the place of that. */
export class OutgoingStandsForOtherError extends CongvanError {
  readonly code = 'documents.outgoing-stands-for-other';
  readonly kind = 'conflict';
  /** @param others symbols of the documents for which it stands */
  constructor(symbol: string, others: readonly string[]) {
    super(
      `The number ${symbol} is not voided: by that document was recalled, replaced or corrected ${others.join(', ')}. ` +
        'Replace or recall it by another document (POST /outgoing-documents/{id}/acts).',
    );
  }
}
