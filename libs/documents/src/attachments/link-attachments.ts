import type { Transaction } from '#database';
import type { Finding } from '#foundation';
import type { CommandContext } from '#runtime';
import { AttachmentsNotLinkableError } from './errors.js';

export type AttachmentOwner = { readonly incomingDocumentId: string } | { readonly outgoingDocumentId: string };

/** One finding per attachment that does not exist or is taken. Locks the rows, so that the answer holds until the end. */
export async function findUnlinkable(tx: Transaction, attachmentIds: readonly string[]): Promise<Finding[]> {
  const rows = await tx.query<{ id: string; free: boolean }>(
    'select id, linked_at is null as free from attachment where id = any($1) order by id for update',
    [attachmentIds],
  );
  const free = new Map(rows.map((row) => [row.id, row.free]));
  return attachmentIds.flatMap((id, index) => {
    const where = `attachmentIds[${index}]`;
    if (!free.has(id)) return [{ where, what: `there is no attachment ${id}`, mend: 'Upload the file first.' }];
    if (!free.get(id)) return [{ where, what: `attachment ${id} belongs to a document already`, mend: 'Upload the file again.' }];
    return [];
  });
}

/** Gives attachments to a document that {@link findUnlinkable} found nothing against in this transaction. */
export async function takeAttachments(
  { tx, now }: CommandContext,
  attachmentIds: readonly string[],
  owner: AttachmentOwner,
): Promise<void> {
  const [column, documentId] =
    'incomingDocumentId' in owner
      ? ['incoming_document_id', owner.incomingDocumentId]
      : ['outgoing_document_id', owner.outgoingDocumentId];
  await tx.execute(`update attachment set ${column} = $2, linked_at = $3 where id = any($1)`, [attachmentIds, documentId, now]);
}

/** Checks attachments and gives them to a document. @throws AttachmentsNotLinkableError with one finding per attachment */
export async function linkAttachments(
  context: CommandContext,
  attachmentIds: readonly string[],
  owner: AttachmentOwner,
): Promise<void> {
  const findings = await findUnlinkable(context.tx, attachmentIds);
  if (findings.length > 0) throw new AttachmentsNotLinkableError(findings);
  await takeAttachments(context, attachmentIds, owner);
}
