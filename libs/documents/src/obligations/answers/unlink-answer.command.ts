import { tidyLine } from '#foundation';
import type { Command } from '#runtime';
import { z } from 'zod';
import { NoAnswerError } from '../errors.js';
import { lockObligation, type ObligationAct } from '../lock-open-obligation.js';
import { reopenUnansweredObligations } from '../reopen-unanswered-obligations.js';
import type { TellGroup } from '../../tell-group.js';

export const unlinkAnswerSchema = z.strictObject({
  reason: z.string().overwrite(tidyLine).min(1).max(1000).describe('Vì sao văn bản này không phải văn bản trả lời; được ghi vào nhật ký.'),
});

export interface UnlinkAnswerInput extends ObligationAct, z.output<typeof unlinkAnswerSchema> {
  readonly outgoingDocumentId: string;
}

/**
 * What was linked by hand was no answer. An obligation that nothing else answers is owed again; what its own case has
 * drafted stays linked.
 * @throws ObligationNotFoundError, ReplyOfOthersError, DocumentForbiddenError, ContentLockedError, NoAnswerError
 */
export const unlinkAnswer = (tell: TellGroup): Command<UnlinkAnswerInput, void> => ({
  name: 'documents.unlink-answer',
  request: ({ groups: _, ...input }) => input,
  async run(context, { outgoingDocumentId, reason, ...act }) {
    const { id } = await lockObligation(context, act, ['clerk']);
    const unlinked = await context.tx.execute(
      'delete from reply_obligation_answer where obligation_id = $1 and outgoing_document_id = $2 and linked_by is not null',
      [id, outgoingDocumentId],
    );
    if (unlinked === 0) throw new NoAnswerError(`Nobody has linked outgoing document ${outgoingDocumentId} to the obligation ${id} by hand.`);
    context.audit({ subject: 'reply-obligation', subjectId: id, detail: { unlinked: outgoingDocumentId, reason } });
    await reopenUnansweredObligations(context, [id], 'Văn bản đã ghi không phải văn bản trả lời.', tell);
  },
});
