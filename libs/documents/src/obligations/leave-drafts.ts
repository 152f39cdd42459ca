import type { CommandContext } from '#runtime';
import { AnswerSignedError } from '../instructions/errors.js';

/**
 * What the cases of these obligations have drafted answers nothing any more, because another unit is to answer, or another
 * document has. It stays with whoever wrote it; what people have linked by hand goes on answering.
 */
export async function leaveDrafts(context: CommandContext, obligationIds: readonly string[]): Promise<void> {
  const left = await context.tx.query<{ id: string; obligationId: string }>(
    `delete from reply_obligation_answer a using outgoing_document g
     where a.obligation_id = any($1::uuid[]) and a.linked_by is null and g.id = a.outgoing_document_id and g.status = 'draft'
     returning g.id, a.obligation_id as "obligationId"`,
    [obligationIds],
  );
  for (const { id, obligationId } of left) {
    context.audit({ subject: 'outgoing-document', subjectId: id, detail: { leftObligation: obligationId } });
  }
}

/**
 * Who answers is settled once an answer is signed. The case must be locked, so that nobody signs one meanwhile.
 * @throws AnswerSignedError
 */
export async function refuseSignedAnswer({ tx }: CommandContext, documentId: string, obligationId: string): Promise<void> {
  const signed = await tx.query(
    `select from reply_obligation_answer a join outgoing_document g on g.id = a.outgoing_document_id
     where a.obligation_id = $1 and g.status = 'signed'`,
    [obligationId],
  );
  if (signed.length > 0) throw new AnswerSignedError(documentId);
}
