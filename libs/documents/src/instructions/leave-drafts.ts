import type { CommandContext } from '#runtime';
import { AnswerSignedError } from './errors.js';

/**
 * Another unit is to answer: the drafts of the one before answer nothing any more. They stay with whoever wrote them. The
 * case must be locked, so that nobody signs one meanwhile. @throws AnswerSignedError
 */
export async function leaveDrafts({ tx }: CommandContext, documentId: string, obligationId: string): Promise<void> {
  const signed = await tx.query(
    `select from reply_obligation_answer a join outgoing_document g on g.id = a.outgoing_document_id
     where a.obligation_id = $1 and g.status = 'signed'`,
    [obligationId],
  );
  if (signed.length > 0) throw new AnswerSignedError(documentId);
  await tx.execute(
    `delete from reply_obligation_answer a using outgoing_document g
     where a.obligation_id = $1 and g.id = a.outgoing_document_id and g.status = 'draft'`,
    [obligationId],
  );
}
