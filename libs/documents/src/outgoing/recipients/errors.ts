import { CongvanError } from '#foundation';

export class CorrespondentNotFoundError extends CongvanError {
  readonly code = 'documents.correspondent-not-found';
  readonly kind = 'not-found';
  constructor(id: string) {
    super(`There is no organisation ${id} in the directory of correspondents.`);
  }
}

/** A document is issued to somebody, or it has no Nơi nhận (ND 30 appendix I). */
export class RecipientsNameNobodyError extends CongvanError {
  readonly code = 'documents.recipients-name-nobody';
  readonly kind = 'invalid';
  constructor(documentId: string, written: string) {
    super(
      `Outgoing document ${documentId} cannot be issued: its recipients ${JSON.stringify(written)} name nobody. ` +
        'Write one recipient a line, such as "UBND tỉnh" or "Lưu: VT".',
    );
  }
}

/** Names are told apart without regard to case and diacritics, as recipients are looked up by them. */
export class CorrespondentExistsError extends CongvanError {
  readonly code = 'documents.correspondent-exists';
  readonly kind = 'conflict';
  constructor(name: string) {
    super(`The directory of correspondents has "${name}" already. Change that entry.`);
  }
}
