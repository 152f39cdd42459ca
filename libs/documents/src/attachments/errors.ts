import { CongvanError, type Finding } from '#foundation';

/** No such file, or it is on no document yet and another person uploaded it. */
export class AttachmentNotFoundError extends CongvanError {
  readonly code = 'documents.attachment-not-found';
  readonly kind = 'not-found';
  constructor(id: string) {
    super(`There is no attachment ${id}.`);
  }
}

/** The row is there and its file is not: somebody took it from the folder, or the wrong folder is configured. */
export class AttachmentLostError extends CongvanError {
  readonly code = 'documents.attachment-lost';
  readonly kind = 'internal';
  constructor(id: string, cause: unknown) {
    super(`The file of attachment ${id} is not in the file store; check FILES_DIR and the backup.`, { cause });
  }
}

/** The upload goes on past the limit of a single file. */
export class AttachmentTooLargeError extends CongvanError {
  readonly code = 'documents.attachment-too-large';
  readonly kind = 'too-large';
  constructor(limitBytes: number) {
    super(`The file is larger than the limit of ${limitBytes} bytes (${Math.floor(limitBytes / 1_000_000)} MB); split or compress it.`, {
      findings: [{ where: 'file', what: `is larger than ${limitBytes} bytes` }],
    });
  }
}

/** The upload ended without a byte. */
export class AttachmentEmptyError extends CongvanError {
  readonly code = 'documents.attachment-empty';
  readonly kind = 'invalid';
  constructor() {
    super('The file is empty; scan or export it again.', { findings: [{ where: 'file', what: 'has no content' }] });
  }
}

/** The content is of a type that is not kept here, or not of the type that its name or header claims. */
export class AttachmentTypeUnsupportedError extends CongvanError {
  readonly code = 'documents.attachment-type-unsupported';
  readonly kind = 'unsupported-type';
  /** `found` is the media type of the content; `claim` what contradicts it, and where that was said. */
  constructor(found: string | undefined, allowed: readonly string[], claim?: { where: 'contentType' | 'fileName'; says: string }) {
    const mend = `Allowed are ${allowed.join(', ')}.`;
    if (claim === undefined) {
      const what = `is ${found ?? 'of no known type'}`;
      super(`The content of the file ${what}. ${mend}`, { findings: [{ where: 'file', what, mend }] });
    } else {
      super(`The file says that it is ${claim.says}, but its content is ${found}. ${mend}`, {
        findings: [
          {
            where: claim.where,
            what: `says ${claim.says}, the content is ${found}`,
            mend: 'Send the file under its own type and name.',
          },
        ],
      });
    }
  }
}

/** The name would be dangerous on somebody's disk, or tries to leave its folder. */
export class AttachmentNameUnsafeError extends CongvanError {
  readonly code = 'documents.attachment-name-unsafe';
  readonly kind = 'invalid';
  constructor(what: string, mend: string) {
    super(`The file name ${what}. ${mend}`, { findings: [{ where: 'fileName', what, mend }] });
  }
}

/** Attachments that do not exist or belong to a document already, one finding each. */
export class AttachmentsNotLinkableError extends CongvanError {
  readonly code = 'documents.attachments-not-linkable';
  readonly kind = 'conflict';
  constructor(findings: readonly Finding[]) {
    super('Some attachments cannot be linked; nothing was changed.', { findings });
  }
}
