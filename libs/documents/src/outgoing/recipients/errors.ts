import { CongvanError } from '#foundation';

export class CorrespondentNotFoundError extends CongvanError {
  readonly code = 'documents.correspondent-not-found';
  readonly kind = 'not-found';
  constructor(id: string) {
    super(`There is no organisation ${id} in the directory of correspondents.`);
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
