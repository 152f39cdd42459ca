import type { Database } from '#database';
import type { Readable } from 'node:stream';
import { type Attachment, getAttachment } from './get-attachment.query.js';
import { AttachmentLostError } from './errors.js';
import type { FileStore } from './file-store.js';

/**
 * An attachment with its content as a stream, already open: destroy it if you do not read it to its end.
 * Whether somebody may read it is asked before, with `refuseNonReadersOfAttachment`.
 * @throws AttachmentNotFoundError, AttachmentLostError
 */
export async function openAttachment(
  database: Database,
  store: FileStore,
  id: string,
): Promise<{ attachment: Attachment; content: Readable }> {
  const attachment = await getAttachment(database, id);
  try {
    return { attachment, content: await store.read(attachment) };
  } catch (cause) {
    throw new AttachmentLostError(id, cause);
  }
}
