import type { Caller } from '#audit';
import type { Database } from '#database';
import type { CommandExecutor } from '#runtime';
import { safeAttachmentName } from './attachment-name.js';
import type { Attachment } from './get-attachment.query.js';
import { type AttachmentClaims, checkAttachmentType } from './attachment-type.js';
import type { FileStore, StoredFile } from './file-store.js';
import { storeAttachment } from './store-attachment.command.js';

/** An upload as it comes from the network. */
export interface Upload extends AttachmentClaims {
  readonly content: AsyncIterable<Uint8Array>;
}

export interface AttachmentReceiver {
  readonly executor: CommandExecutor;
  readonly database: Database;
  readonly store: FileStore;
}

/**
 * Takes an upload: name checked first, content streamed and measured, type found in the content, then the row. A refusal
 * leaves neither file nor row; a file may at worst outlive a crash without its row, a row never stands without its file.
 * @throws AttachmentNameUnsafeError, AttachmentTooLargeError, AttachmentEmptyError, AttachmentTypeUnsupportedError
 */
export async function receiveAttachment(to: AttachmentReceiver, upload: Upload, caller: Caller): Promise<Attachment> {
  const name = safeAttachmentName(upload.fileName);
  const file = await to.store.write(upload.content);
  try {
    const fileName = checkAttachmentType(file.mediaType, { ...upload, fileName: name });
    const { id, sha256, sizeBytes } = file;
    return await to.executor.execute(storeAttachment, { id, sha256, sizeBytes, fileName, mediaType: file.mediaType! }, caller);
  } catch (error) {
    await removeUnlessRecorded(to, file);
    throw error;
  }
}

/** A connection that breaks during the commit reports a failure although the row may stand: then the file stays. */
async function removeUnlessRecorded({ database, store }: AttachmentReceiver, file: StoredFile): Promise<void> {
  const recorded = await database.query('select 1 from attachment where id = $1', [file.id]).catch(() => undefined);
  if (recorded?.length === 0) await store.remove(file);
}
