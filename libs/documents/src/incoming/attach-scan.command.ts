import { linkAttachments } from '#files';
import { type Command, type CommandContext, correlateMessage } from '#runtime';
import { z } from 'zod';
import { refuseLocked } from '../gate/refuse-locked.js';
import { gateFields, refuseSuspected } from '../gate/refuse-suspected.js';
import { IncomingDocumentNotFoundError, IncomingDocumentVoidedError } from './errors.js';
import { attachmentIdsSchema } from './incoming-document.schema.js';

export const attachScanSchema = z.strictObject({ attachmentIds: attachmentIdsSchema.min(1), ...gateFields });

export interface AttachScanInput extends z.output<typeof attachScanSchema> {
  readonly documentId: string;
}

/**
 * Adds scans to a registered document. The first one lets a case go on that waits for it: the paper may be registered
 * before it is scanned (171/QĐ-BDT §6); later ones only join the file.
 * @throws IncomingDocumentNotFoundError, IncomingDocumentVoidedError, ContentLockedError, MustNotEnterSuspectedError,
 * AttachmentsNotLinkableError
 */
export const attachScan: Command<AttachScanInput, void> = {
  name: 'documents.attach-scan',
  async run(context, { documentId, attachmentIds, ...confirmation }) {
    await lockDocument(context, documentId);
    const gate = await refuseSuspected(context, {}, attachmentIds, confirmation);
    await linkAttachments(context, attachmentIds, { incomingDocumentId: documentId });
    const { delivered } = await context.run(correlateMessage, {
      message: 'incoming-document.scanned',
      correlationKey: documentId,
      variables: { hasScan: true },
    });
    context.audit({ subject: 'incoming-document', subjectId: documentId, detail: { attachmentIds, caseWaited: delivered, ...gate } });
  },
};

/** Its case first, as whoever completes a step of it or reports a secret. */
async function lockDocument({ tx }: CommandContext, documentId: string): Promise<void> {
  await tx.query(
    'select from process_instance where id = (select instance_id from incoming_document where id = $1) for no key update',
    [documentId],
  );
  await refuseLocked(tx, 'incoming', documentId);
  const [document] = await tx.query<{ isVoided: boolean }>(
    'select voided_at is not null as "isVoided" from incoming_document where id = $1',
    [documentId],
  );
  if (document === undefined) throw new IncomingDocumentNotFoundError(documentId);
  if (document.isVoided) throw new IncomingDocumentVoidedError(documentId);
}
