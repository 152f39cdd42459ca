import type { Database } from '#database';
import { AttachmentNotFoundError } from './errors.js';

export interface Attachment {
  readonly id: string;
  readonly fileName: string;
  /** As found in the content. */
  readonly mediaType: string;
  readonly sizeBytes: number;
  /** Lower-case hex. */
  readonly sha256: string;
  readonly storedBy: string;
  readonly storedAt: string;
  /** The document it belongs to; at most one of the two, none until it is linked. */
  readonly incomingDocumentId: string | null;
  readonly outgoingDocumentId: string | null;
}

const COLUMNS = `id, file_name as "fileName", media_type as "mediaType", size_bytes as "sizeBytes", sha256,
  stored_by as "storedBy", stored_at as "storedAt",
  incoming_document_id as "incomingDocumentId", outgoing_document_id as "outgoingDocumentId"`;

/** @throws AttachmentNotFoundError */
export async function getAttachment(database: Database, id: string): Promise<Attachment> {
  const [attachment] = await database.query<Attachment>(`select ${COLUMNS} from attachment where id = $1`, [id]);
  if (attachment === undefined) throw new AttachmentNotFoundError(id);
  return attachment;
}

/** The files of one document, in the order in which they were stored. */
export async function attachmentsOf(
  database: Database,
  owner: 'incoming_document_id' | 'outgoing_document_id',
  documentId: string,
): Promise<Attachment[]> {
  return database.query<Attachment>(`select ${COLUMNS} from attachment where ${owner} = $1 order by id`, [documentId]);
}
