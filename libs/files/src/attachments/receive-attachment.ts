import type { Caller } from '#audit';
import type { Database } from '#database';
import type { CommandExecutor } from '#runtime';
import type { FileKey } from '../storage/file-storage.js';
import type { FileStore } from '../storage/file-store.js';
import { safeAttachmentName } from './attachment-name.js';
import { type AttachmentClaims, checkAttachmentType } from './attachment-type.js';
import type { Attachment } from './get-attachment.query.js';
import { storeAttachment } from './store-attachment.command.js';

/** An upload as it comes from the network. */
export interface Upload extends AttachmentClaims {
  readonly content: AsyncIterable<Uint8Array>;
  /** Id of the file of which this is a later version. */
  readonly replaces?: string;
}

export interface AttachmentReceiver {
  readonly executor: CommandExecutor;
  readonly database: Database;
  readonly store: FileStore;
}

/**
 * Takes an upload: name checked first, content streamed and measured, type found in the content, content inspected, then
 * kept, then the row. A refusal leaves neither file nor row; a file may at worst outlive a crash without its row, a row
 * never stands without its file. Whether the caller may read what he replaces is asked before.
 * @throws AttachmentNameUnsafeError, AttachmentTooLargeError, AttachmentEmptyError, AttachmentTypeUnsupportedError,
 *   AttachmentInfectedError, AttachmentArchiveBombError, AttachmentDamagedError, AttachmentWithoutPagesError,
 *   AttachmentNotReplaceableError, ScannerUnavailableError, StorageUnavailableError
 */
export async function receiveAttachment(to: AttachmentReceiver, upload: Upload, caller: Caller): Promise<Attachment> {
  const name = safeAttachmentName(upload.fileName);
  const { store } = to;
  const arrived = await store.arriving.take(upload.content);
  try {
    const fileName = checkAttachmentType(arrived.mediaType, { ...upload, fileName: name });
    await store.inspect(arrived);
    await store.keep(arrived);
    const { id, sha256, sizeBytes } = arrived;
    const file = { id, sha256, sizeBytes, fileName, mediaType: arrived.mediaType!, replaces: upload.replaces };
    return await to.executor.execute(storeAttachment, file, caller).catch(async (error: unknown) => {
      await removeUnlessRecorded(to, arrived);
      throw error;
    });
  } finally {
    await store.forget(arrived);
  }
}

/** A connection that breaks during the commit reports a failure although the row may stand: then the file stays. */
async function removeUnlessRecorded({ database, store }: AttachmentReceiver, file: FileKey): Promise<void> {
  const recorded = await database.query('select 1 from attachment where id = $1', [file.id]).catch(() => undefined);
  if (recorded?.length === 0) await store.remove(file);
}
