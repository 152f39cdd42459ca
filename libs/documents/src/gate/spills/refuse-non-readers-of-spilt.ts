import type { Database } from '#database';
import { type DocumentReader, refuseNonReaders } from '../../reading-rights.js';
import { DocumentNotFoundError } from '../errors.js';

/** Whoever may read a document may report it, and nobody else. @throws DocumentNotFoundError, DocumentForbiddenError */
export async function refuseNonReadersOfSpilt(database: Database, reader: DocumentReader, documentId: string): Promise<void> {
  const [found] = await database.query<{ direction: 'incoming' | 'outgoing' }>(
    `select 'incoming' as direction from incoming_document where id = $1
     union all select 'outgoing' from outgoing_document where id = $1`,
    [documentId],
  );
  if (found === undefined) throw new DocumentNotFoundError(documentId);
  await refuseNonReaders(database, found.direction, reader, documentId);
}
