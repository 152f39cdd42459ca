import { CongvanError } from '#foundation';

export class OutgoingDocumentNotFoundError extends CongvanError {
  readonly code = 'documents.outgoing-document-not-found';
  readonly kind = 'not-found';
  constructor(id: string) {
    super(`There is no outgoing document ${id}.`);
  }
}

/** A signed or issued document is no longer changed or signed. */
export class OutgoingNotDraftError extends CongvanError {
  readonly code = 'documents.outgoing-not-draft';
  readonly kind = 'conflict';
  constructor(id: string) {
    super(`Outgoing document ${id} is not a draft: what is signed or issued can only be recalled, replaced or corrected.`);
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
