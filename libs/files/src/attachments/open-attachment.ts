import type { Readable } from 'node:stream';
import { AttachmentLostError, FileMissingError } from '../errors.js';
import type { ByteRange } from '../storage/file-storage.js';
import type { FileStore } from '../storage/file-store.js';
import type { Attachment } from './get-attachment.query.js';

/**
 * The content of an attachment, or a part that lies within it, as a stream, already open: destroy it if you do not read it
 * to its end. Whether somebody may read it is asked before.
 * @throws AttachmentLostError, StorageUnavailableError
 */
export async function openAttachment(store: FileStore, attachment: Attachment, range?: ByteRange): Promise<Readable> {
  try {
    return await store.read(attachment, range);
  } catch (error) {
    throw error instanceof FileMissingError ? new AttachmentLostError(attachment.id, error) : error;
  }
}
