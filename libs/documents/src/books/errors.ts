import { CongvanError, type Finding } from '#foundation';

/** No book has this code. */
export class BookNotFoundError extends CongvanError {
  readonly code = 'documents.book-not-found';
  readonly kind = 'not-found';
  constructor(code: string) {
    super(`There is no book "${code}".`);
  }
}

/** Another book has the code already. */
export class BookExistsError extends CongvanError {
  readonly code = 'documents.book-exists';
  readonly kind = 'conflict';
  constructor(code: string) {
    super(`There is a book "${code}" already. Change that one, or choose another code.`);
  }
}

/** What was entered about a book contradicts the other books or the directory; all findings at once. */
export class BookRefusedError extends CongvanError {
  readonly code = 'documents.book-refused';
  readonly kind = 'invalid';
  constructor(code: string, findings: readonly Finding[]) {
    super(`The book "${code}" cannot be kept like this; nothing was changed.`, { findings });
  }
}

/** The year of the book is closed: it gives out no number. */
export class BookYearClosedError extends CongvanError {
  readonly code = 'documents.book-year-closed';
  readonly kind = 'conflict';
  constructor(code: string, year: number) {
    super(`The book "${code}" is closed for ${year} and gives out no number. Open that year again, or name another book.`);
  }
}

/** The year has given out numbers, which its first number would contradict. */
export class FirstNumberTakenError extends CongvanError {
  readonly code = 'documents.first-number-taken';
  readonly kind = 'conflict';
  constructor(code: string, year: number, lastNumber: number) {
    super(
      `The book "${code}" has given out numbers of ${year} up to ${lastNumber}; the first number is chosen before the first is taken.`,
    );
  }
}
