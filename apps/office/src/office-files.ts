import type { Database } from '#database';
import { type DocumentReader, refuseNonReadersOfAttachment } from '#documents';
import { type Attachment, AttachmentNotFoundError } from '#files';
import { readsIncidentFile } from '#incidents';
import { readsArticleFile } from '#website';
import { requireAttachedReader } from '#work-files';

/**
 * Who may read a file: of a work file its readers while it lies in there, else those of its incident, its article or its document, and before it belongs to anything whoever
 * uploaded it. Whether its content is locked is another question.
 * @throws WorkFileForbiddenError, DocumentForbiddenError, AttachmentNotFoundError
 */
export async function requireAttachmentReader(database: Database, reader: DocumentReader, attachment: Attachment): Promise<void> {
  const { id, workFileId } = attachment;
  if (workFileId !== null) return requireAttachedReader(database, reader, workFileId, id);
  const ofIncident = await readsIncidentFile(database, reader, id);
  if (ofIncident === 'does-not') throw new AttachmentNotFoundError(id);
  if (ofIncident !== 'no-incident') return;
  const ofArticle = await readsArticleFile(database, reader, id);
  if (ofArticle === 'does-not') throw new AttachmentNotFoundError(id);
  if (ofArticle === 'no-article') await refuseNonReadersOfAttachment(database, reader, attachment);
}
