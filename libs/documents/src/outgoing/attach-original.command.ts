import type { Transaction } from '#database';
import { linkAttachments } from '#files';
import type { Command } from '#runtime';
import { z } from 'zod';
import { refuseLocked } from '../gate/refuse-locked.js';
import { gateFields, refuseSuspected } from '../gate/refuse-suspected.js';
import { attachmentIdsSchema } from '../incoming/incoming-document.schema.js';
import { OriginalForbiddenError, OutgoingDocumentNotFoundError, OutgoingFileStandsError } from './errors.js';

export const attachOriginalSchema = z.strictObject({ attachmentIds: attachmentIdsSchema.min(1), ...gateFields });

export interface AttachOriginalInput extends z.output<typeof attachOriginalSchema> {
  readonly documentId: string;
  /** The caller's groups today. */
  readonly groups: readonly string[];
}

/**
 * Adds the originals to an outgoing document, which its drafter does once it is issued (171/QĐ-BDT §8), or a clerk in
 * his place. A later version takes the place of a file only while the document is still being drafted.
 * @throws OutgoingDocumentNotFoundError, OriginalForbiddenError, OutgoingFileStandsError, AttachmentsNotLinkableError
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
    await refuseReplacement(context.tx, documentId, attachmentIds);
    const gate = await refuseSuspected(context, {}, attachmentIds, confirmation);
    await linkAttachments(context, attachmentIds, { outgoingDocumentId: documentId });
    context.audit({ subject: 'outgoing-document', subjectId: documentId, detail: { attachmentIds, ...gate } });
  },
};

/**
 * What somebody approved, checked or signed goes out as he saw it. A document that was returned after that is with its
 * drafter again, who may mend its files as well as its text: every step comes anew.
 */
async function refuseReplacement(tx: Transaction, documentId: string, attachmentIds: readonly string[]): Promise<void> {
  const [replacement] = await tx.query<{ replaces: string }>(
    `select a.replaces from attachment a, outgoing_document d
     where a.id = any($2) and a.replaces is not null and d.id = $1
       and (d.status <> 'draft'
            or (select s.passed from outgoing_step s where s.document_id = d.id and s.version = d.version
                order by s.done_at desc, s.id desc limit 1))
     limit 1`,
    [documentId, attachmentIds],
  );
  if (replacement !== undefined) throw new OutgoingFileStandsError(documentId, replacement.replaces);
}
