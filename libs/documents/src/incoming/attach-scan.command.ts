import { type Command, correlateMessage } from '#runtime';
import { z } from 'zod';
import { linkAttachments } from '../attachments/link-attachments.js';
import { IncomingDocumentNotFoundError } from './errors.js';
import { attachmentIdsSchema } from './incoming-document.schema.js';

export const attachScanSchema = z.strictObject({ attachmentIds: attachmentIdsSchema.min(1) });

export interface AttachScanInput extends z.output<typeof attachScanSchema> {
  readonly documentId: string;
}

/**
 * Adds scans to a registered document. The first one lets a case go on that waits for it: the paper may be registered
 * before it is scanned (171/QĐ-BDT §6); later ones only join the file.
 * @throws IncomingDocumentNotFoundError, AttachmentsNotLinkableError
 */
export const attachScan: Command<AttachScanInput, void> = {
  name: 'documents.attach-scan',
  async run(context, { documentId, attachmentIds }) {
    const found = await context.tx.execute('select 1 from incoming_document where id = $1', [documentId]);
    if (found === 0) throw new IncomingDocumentNotFoundError(documentId);
    await linkAttachments(context, attachmentIds, { incomingDocumentId: documentId });
    const { delivered } = await context.run(correlateMessage, {
      message: 'incoming-document.scanned',
      correlationKey: documentId,
      variables: { hasScan: true },
    });
    context.audit({ subject: 'incoming-document', subjectId: documentId, detail: { attachmentIds, caseWaited: delivered } });
  },
};
