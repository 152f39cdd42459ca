import type { Database } from '#database';
import { type DocumentReader, refuseNonReadersOfAttachment } from '#documents';
import type { Attachment } from '#files';
import { requireAttachedReader } from '#work-files';

/**
 * Who may read a file: of a work file its readers while it lies in there, else those of its document, and before it belongs to anything whoever
 * uploaded it. Whether its content is locked is another question.
 * @throws WorkFileForbiddenError, DocumentForbiddenError, AttachmentNotFoundError
 */
export async function requireAttachmentReader(database: Database, reader: DocumentReader, attachment: Attachment): Promise<void> {
  const { workFileId } = attachment;
  if (workFileId === null) await refuseNonReadersOfAttachment(database, reader, attachment);
  else await requireAttachedReader(database, reader, workFileId, attachment.id);
}
