import { reopenDeadlines } from '#deadlines';
import type { CommandContext } from '#runtime';

/**
 * Opens the obligations again that nothing answers since this outgoing document was voided, with their deadlines: they are
 * owed until another answer is issued (171/QĐ-BDT §7).
 */
export async function reopenUnansweredObligations(context: CommandContext, outgoingDocumentId: string): Promise<void> {
  const reopened = await context.tx.query<{ id: string }>(
    `update reply_obligation o set status = 'open', closed_at = null, timeliness = null
     from reply_obligation_answer a
     where a.obligation_id = o.id and a.outgoing_document_id = $1 and o.status = 'answered'
       and not exists (select from reply_obligation_answer other join outgoing_document d on d.id = other.outgoing_document_id
                       where other.obligation_id = o.id and d.status = 'issued' and d.voided_at is null)
     returning o.id`,
    [outgoingDocumentId],
  );
  await reopenDeadlines(context, 'reply-obligation', reopened.map(({ id }) => id));
  for (const { id } of reopened) {
    context.audit({ subject: 'reply-obligation', subjectId: id, detail: { reopened: true, outgoingDocumentId } });
  }
}
