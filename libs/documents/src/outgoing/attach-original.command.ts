import type { Command } from '#runtime';
import { z } from 'zod';
import { linkAttachments } from '../attachments/link-attachments.js';
import { attachmentIdsSchema } from '../incoming/incoming-document.schema.js';
import { OutgoingDocumentNotFoundError } from './errors.js';

export const attachOriginalSchema = z.strictObject({ attachmentIds: attachmentIdsSchema.min(1) });

export interface AttachOriginalInput extends z.output<typeof attachOriginalSchema> {
  readonly documentId: string;
}

/**
 * Adds the originals to an outgoing document, which its drafter does once it is issued (171/QĐ-BDT §8).
 * @throws OutgoingDocumentNotFoundError, AttachmentsNotLinkableError
 */
export const attachOriginal: Command<AttachOriginalInput, void> = {
  name: 'documents.attach-original',
  async run(context, { documentId, attachmentIds }) {
    const found = await context.tx.execute('select 1 from outgoing_document where id = $1', [documentId]);
    if (found === 0) throw new OutgoingDocumentNotFoundError(documentId);
    await linkAttachments(context, attachmentIds, { outgoingDocumentId: documentId });
    context.audit({ subject: 'outgoing-document', subjectId: documentId, detail: { attachmentIds } });
  },
};
