import type { Database } from '#database';
import type { Readable } from 'node:stream';
import { type Attachment, getAttachment } from './attachment.query.js';
import { AttachmentLostError } from './errors.js';
import type { FileStore } from './file-store.js';

/**
 * An attachment with its content as a stream, already open: destroy it if you do not read it to its end.
 * Whether the reader may see it is the caller's question: `attachment` names the document it belongs to.
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
