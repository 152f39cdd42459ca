import { linkAttachments } from '#files';
import type { Command } from '#runtime';
import { z } from 'zod';
import { refuseLocked } from '../../gate/refuse-locked.js';
import { gateFields, refuseSuspected } from '../../gate/refuse-suspected.js';
import { attachmentIdsSchema } from '../../incoming/incoming-document.schema.js';
import { NotCoordinatingError, ObligationNotFoundError, ObligationNotOpenError } from '../errors.js';

export const contributionFilesSchema = z.strictObject({ attachmentIds: attachmentIdsSchema.min(1), ...gateFields });

export interface AttachToContributionInput extends z.output<typeof contributionFilesSchema> {
  readonly obligationId: string;
  /** Code of the coordinating unit. */
  readonly unit: string;
  /** The caller's groups today. */
  readonly groups: readonly string[];
}

/**
 * Files that come with the part answer of a coordinating unit, before or after what it writes: they belong to the incoming
 * document, and stand with the contribution.
 * @throws ObligationNotFoundError, ObligationNotOpenError, NotCoordinatingError, ContentLockedError, AttachmentsNotLinkableError,
 *   MustNotEnterSuspectedError
 */
export const attachToContribution: Command<AttachToContributionInput, void> = {
  name: 'documents.attach-to-contribution',
  request: ({ groups: _, ...input }) => input,
  async run(context, { obligationId, unit, groups, attachmentIds, ...confirmation }) {
    const { tx, now, caller } = context;
    const [obligation] = await tx.query<{ documentId: string; isOpen: boolean; coordinates: boolean }>(
      `select o.document_id as "documentId", o.status = 'open' as "isOpen",
         exists (select from instruction i join instruction_unit u on u.instruction_id = i.id
                 where i.document_id = o.document_id and i.current and u.role = 'coordinating' and u.unit_code = $2) as coordinates
       from reply_obligation o where o.id = $1`,
      [obligationId, unit],
    );
    if (obligation === undefined) throw new ObligationNotFoundError(obligationId);
    const { documentId } = obligation;
    if (!obligation.coordinates || !groups.includes(`unit:${unit}`)) throw new NotCoordinatingError(obligationId, unit);
    await refuseLocked(tx, 'incoming', documentId);
    if (!obligation.isOpen) throw new ObligationNotOpenError(obligationId);
    const gate = await refuseSuspected(context, {}, attachmentIds, confirmation);
    await linkAttachments(context, attachmentIds, { incomingDocumentId: documentId });
    await tx.execute(
      `insert into contribution_attachment (attachment_id, obligation_id, unit_code, attached_by, attached_at)
       select unnest($1::uuid[]), $2, $3, $4, $5`,
      [attachmentIds, obligationId, unit, caller.actor, now],
    );
    context.audit({ subject: 'reply-obligation', subjectId: obligationId, detail: { unit, attachmentIds, ...gate } });
  },
};
