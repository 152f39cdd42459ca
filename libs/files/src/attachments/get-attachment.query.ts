import type { Database } from '#database';
import { AttachmentNotFoundError } from '../errors.js';
import type { TextReason } from '../text/extract-text.js';

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
  /** The document or work file it belongs to; at most one of the three, none until it is linked. */
  readonly incomingDocumentId: string | null;
  readonly outgoingDocumentId: string | null;
  readonly workFileId: string | null;
  /** Counts from 1 along {@link replaces}, once it is linked. */
  readonly version: number;
  /** The file of which it is a later version. */
  readonly replaces: string | null;
  /** The version after it; null while it is the current one. */
  readonly replacedBy: string | null;
  /** Whether its text can be searched. */
  readonly textState: 'pending' | 'done' | 'none' | 'failed';
  /** Why it has no text; null unless the state is none or failed. */
  readonly textReason: TextReason | null;
}

/** The columns of an {@link Attachment} as a reader gets it. */
export const ATTACHMENT_COLUMNS = `id, file_name as "fileName", media_type as "mediaType", size_bytes as "sizeBytes", sha256,
  stored_by as "storedBy", stored_at as "storedAt",
  incoming_document_id as "incomingDocumentId", outgoing_document_id as "outgoingDocumentId", work_file_id as "workFileId",
  version, replaces, replaced_by as "replacedBy", text_state as "textState", text_reason as "textReason"`;

/** @throws AttachmentNotFoundError */
export async function getAttachment(database: Database, id: string): Promise<Attachment> {
  const [attachment] = await database.query<Attachment>(`select ${ATTACHMENT_COLUMNS} from attachment where id = $1`, [id]);
  if (attachment === undefined) throw new AttachmentNotFoundError(id);
  return attachment;
}

/** The current files of one owner, in the order in which they were stored. */
export async function attachmentsOf(
  database: Database,
  owner: 'incoming_document_id' | 'outgoing_document_id' | 'work_file_id',
  ownerId: string,
): Promise<Attachment[]> {
  return database.query<Attachment>(
    `select ${ATTACHMENT_COLUMNS} from attachment where ${owner} = $1 and replaced_by is null order by id`,
    [ownerId],
  );
}
