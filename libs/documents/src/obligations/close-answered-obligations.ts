import { closeDeadlines } from '#deadlines';
import type { CommandContext } from '#runtime';

/**
 * Closes the obligations that an outgoing document answers, once it is issued: those whose result is recorded. An
 * obligation without a result stays open, because it takes both (171/QĐ-BDT §7).
 */
export async function closeAnsweredObligations(context: CommandContext, outgoingDocumentId: string): Promise<void> {
  const closed = await context.tx.query<{ id: string; timeliness: string }>(
    `update reply_obligation o
     set status = 'answered', closed_at = $2, timeliness = case when $2 <= o.due_at then 'on-time' else 'late' end
     from reply_obligation_answer a, outgoing_document d
     where a.obligation_id = o.id and d.id = a.outgoing_document_id and d.id = $1
       and d.status = 'issued' and o.status = 'open' and o.result_recorded_at is not null
     returning o.id, o.timeliness`,
    [outgoingDocumentId, context.now],
  );
  await closeDeadlines(context, 'reply-obligation', closed.map(({ id }) => id));
  for (const { id, timeliness } of closed) {
    context.audit({
      subject: 'reply-obligation',
      subjectId: id,
      detail: { outgoingDocumentId, timeliness },
    });
  }
}
