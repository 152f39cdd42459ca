import type { Database, Transaction } from '#database';
import { AttachmentBeingCheckedError, AttachmentInQuestionError, ContentLockedError } from './errors.js';

/** Refuses to add to a document whose content is locked. @throws ContentLockedError */
export async function refuseLocked(tx: Transaction, direction: 'incoming' | 'outgoing', documentId: string): Promise<void> {
  const table = direction === 'incoming' ? 'incoming_document' : 'outgoing_document';
  // The lock on the row makes whoever reports it wait, or this wait for him.
  const [document] = await tx.query<{ locked: boolean }>(
    `select content_locked_at is not null as locked from ${table} where id = $1 for share`,
    [documentId],
  );
  if (document?.locked === true) throw new ContentLockedError(`Document ${documentId}`);
}

/** The same for a file, by what it belongs to. @throws ContentLockedError */
export async function refuseLockedFile(tx: Transaction, attachmentId: string): Promise<void> {
  const [file] = await tx.query<{ incomingId: string | null; outgoingId: string | null }>(
    'select incoming_document_id as "incomingId", outgoing_document_id as "outgoingId" from attachment where id = $1',
    [attachmentId],
  );
  if (file?.incomingId) return refuseLocked(tx, 'incoming', file.incomingId);
  if (file?.outgoingId) return refuseLocked(tx, 'outgoing', file.outgoingId);
  const [own] = await tx.query<{ locked: boolean }>(
    'select content_locked_at is not null as locked from attachment where id = $1 for share',
    [attachmentId],
  );
  if (own?.locked === true) throw new ContentLockedError(`Attachment ${attachmentId}`);
}

/** The same for work that was given because of an incoming document. @throws ContentLockedError */
export async function refuseLockedSource(tx: Transaction, assignmentId: string): Promise<void> {
  const [assignment] = await tx.query<{ documentId: string | null }>(
    'select source_document_id as "documentId" from assignment where id = $1',
    [assignmentId],
  );
  if (assignment?.documentId) await refuseLocked(tx, 'incoming', assignment.documentId);
}

/**
 * A file is not given out while it or its document is locked, and but to clerks while they are asked about it.
 * @throws ContentLockedError, AttachmentInQuestionError
 */
export async function refuseLockedAttachment(database: Database, id: string, groups: readonly string[]): Promise<void> {
  const [file] = await database.query<{ locked: boolean; inQuestion: boolean }>(
    `select coalesce(i.content_locked_at, o.content_locked_at, a.content_locked_at, a.content_removed_at) is not null as locked,
            exists (select from gate_question q where q.attachment_id = a.id and q.answer is null) as "inQuestion"
     from attachment a
     left join incoming_document i on i.id = a.incoming_document_id
     left join outgoing_document o on o.id = a.outgoing_document_id
     where a.id = $1`,
    [id],
  );
  if (file?.locked === true) throw new ContentLockedError(`Attachment ${id}`);
  if (file?.inQuestion === true && !groups.includes('clerk')) throw new AttachmentInQuestionError(id);
}

/**
 * Until its text was read and looked through, a file goes to nobody but clerks and whoever uploaded it. One of which no text
 * can be read is looked through then: it holds none. @throws AttachmentBeingCheckedError
 */
export async function refuseUncheckedAttachment(
  database: Database,
  id: string,
  { login, groups }: { readonly login: string; readonly groups: readonly string[] },
): Promise<void> {
  if (groups.includes('clerk')) return;
  const unchecked = await database.query(
    `select from attachment where id = $1 and stored_by <> $2
       and (text_state = 'pending' or (text_state = 'done' and gate_checked_at is null))`,
    [id, login],
  );
  if (unchecked.length > 0) throw new AttachmentBeingCheckedError(id);
}
