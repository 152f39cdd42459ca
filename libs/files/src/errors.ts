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
    super(`The file of attachment ${id} is not in the file storage; check FILES_DIR or FILES_S3_BUCKET, and the backup.`, { cause });
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

/** Text in the encoding that Windows calls Unicode: search and the gate read UTF-8. */
export class AttachmentNotUtf8Error extends CongvanError {
  readonly code = 'documents.attachment-not-utf8';
  readonly kind = 'unsupported-type';
  constructor() {
    const mend = 'Save it again with the encoding UTF-8.';
    super(`The file is a text in UTF-16. ${mend}`, { findings: [{ where: 'file', what: 'is a text in UTF-16', mend }] });
  }
}

/** Something in the file is known to harm. */
export class AttachmentInfectedError extends CongvanError {
  readonly code = 'documents.attachment-infected';
  readonly kind = 'invalid';
  /** @param found name of what was found, as scanners call it */
  constructor(found: string) {
    const mend = 'Do not open it. Tell the IT unit, and ask the sender for a clean copy.';
    super(`The file contains malicious content (${found}); nothing of it was stored. ${mend}`, {
      findings: [{ where: 'file', what: `contains ${found}`, mend }],
    });
  }
}

/** What is packed in a document (DOCX, XLSX, ODT as a whole, streams in a PDF) unpacks to more than any document holds. */
export class AttachmentArchiveBombError extends CongvanError {
  readonly code = 'documents.attachment-archive-bomb';
  readonly kind = 'invalid';
  constructor(what: string) {
    const mend = 'Open the document, save it again and send that, or send it as PDF.';
    super(`The file ${what}, more than a document may. ${mend}`, { findings: [{ where: 'file', what, mend }] });
  }
}

/** The content cannot be opened as what it is. */
export class AttachmentDamagedError extends CongvanError {
  readonly code = 'documents.attachment-damaged';
  readonly kind = 'invalid';
  constructor(what: string, cause?: unknown) {
    const mend = 'Scan or export it again, and see that it opens.';
    super(`The file ${what}. ${mend}`, { findings: [{ where: 'file', what, mend }], cause });
  }
}

/** A scan on which there is nothing: a PDF without pages, a picture without width or height. */
export class AttachmentWithoutPagesError extends CongvanError {
  readonly code = 'documents.attachment-without-pages';
  readonly kind = 'invalid';
  constructor(what: string) {
    const mend = 'Scan the paper again, and look at the scan before you send it.';
    super(`The scan is empty: the file ${what}. ${mend}`, { findings: [{ where: 'file', what, mend }] });
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

/** The file, or the earlier version whose place it is to take, may be a state secret, or was one. */
export class AttachmentLockedError extends CongvanError {
  readonly code = 'documents.attachment-locked';
  readonly kind = 'locked';
  constructor(id: string) {
    super(`Attachment ${id} is locked: it may be a state secret, or was one. Neither it nor a later version of it is attached.`);
  }
}

/** Only the current file of a document can be replaced. */
export class AttachmentNotReplaceableError extends CongvanError {
  readonly code = 'documents.attachment-not-replaceable';
  readonly kind = 'conflict';
  constructor(id: string) {
    super(`The attachment ${id} cannot be replaced: no document has it, or it has a later version already.`, {
      findings: [{ where: 'replaces', what: `${id} is no current file of a document`, mend: 'Name the current version.' }],
    });
  }
}

/** No byte of what was asked for lies in the file. */
export class AttachmentRangeError extends CongvanError {
  readonly code = 'documents.attachment-range-outside';
  readonly kind = 'outside-range';
  constructor(readonly sizeBytes: number) {
    super(`The file has ${sizeBytes} bytes; ask for a range that begins before its end.`);
  }
}

/** The storage has no file under this key. */
export class FileMissingError extends CongvanError {
  readonly code = 'files.file-missing';
  readonly kind = 'internal';
  constructor(key: string, cause: unknown) {
    super(`There is no file ${key} in the storage.`, { cause });
  }
}

/** The storage does not answer, or refuses us. */
export class StorageUnavailableError extends CongvanError {
  readonly code = 'files.storage-unavailable';
  readonly kind = 'transient';
  /** @param place such as `the bucket "files" at https://…`; `reason` ends with what to look at, without a full stop */
  constructor(place: string, reason: string, cause: unknown) {
    super(`Files are kept in ${place}, which cannot be used: ${reason}.`, { cause });
  }
}

/** The virus scanner does not answer, or could not look at a file. */
export class ScannerUnavailableError extends CongvanError {
  readonly code = 'files.scanner-unavailable';
  readonly kind = 'transient';
  constructor({ host, port }: { readonly host: string; readonly port: number }, reason: string, cause?: unknown) {
    const mend = 'Check FILES_CLAMD, and StreamMaxLength of clamd.';
    super(`The virus scanner at ${host}:${port} cannot be used: ${reason}. ${mend}`, { cause });
  }
}
