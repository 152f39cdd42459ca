import { linkAttachments } from '#files';
import type { Command } from '#runtime';
import { z } from 'zod';
import { refuseLocked } from '../gate/refuse-locked.js';
import { gateFields, refuseSuspected } from '../gate/refuse-suspected.js';
import { attachmentIdsSchema } from '../incoming/incoming-document.schema.js';
import { OriginalForbiddenError, OutgoingDocumentNotFoundError } from './errors.js';

export const attachOriginalSchema = z.strictObject({ attachmentIds: attachmentIdsSchema.min(1), ...gateFields });

export interface AttachOriginalInput extends z.output<typeof attachOriginalSchema> {
  readonly documentId: string;
  /** The caller's groups today. */
  readonly groups: readonly string[];
}

/**
 * Adds the originals to an outgoing document, which its drafter does once it is issued (171/QĐ-BDT §8), or a clerk in
 * his place.
 * @throws OutgoingDocumentNotFoundError, OriginalForbiddenError, AttachmentsNotLinkableError
 */
export const attachOriginal: Command<AttachOriginalInput, void> = {
  name: 'documents.attach-original',
  async run(context, { documentId, attachmentIds, groups, ...confirmation }) {
    const [document] = await context.tx.query<{ draftedBy: string }>(
      'select drafted_by as "draftedBy" from outgoing_document where id = $1 for share',
      [documentId],
    );
    if (document === undefined) throw new OutgoingDocumentNotFoundError(documentId);
    if (document.draftedBy !== context.caller.actor && !groups.includes('clerk')) {
      throw new OriginalForbiddenError(documentId);
    }
    await refuseLocked(context.tx, 'outgoing', documentId);
    const gate = await refuseSuspected(context, {}, attachmentIds, confirmation);
    await linkAttachments(context, attachmentIds, { outgoingDocumentId: documentId });
    context.audit({ subject: 'outgoing-document', subjectId: documentId, detail: { attachmentIds, ...gate } });
  },
};
