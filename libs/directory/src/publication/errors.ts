import { CongvanError } from '#foundation';

/** The office does not publish its directory. */
export class DirectoryNotPublicError extends CongvanError {
  readonly code = 'directory.not-public';
  readonly kind = 'not-found';

  constructor() {
    super('The directory of this office is not published: PUBLIC_DIRECTORY is off.');
  }
}
