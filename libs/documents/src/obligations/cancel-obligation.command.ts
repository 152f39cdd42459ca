import { cancelDeadlines } from '#deadlines';
import type { Command } from '#runtime';
import { ObligationNotFoundError, ObligationNotOpenError, ReplyStillWorkedOnError } from './errors.js';
import { lockAnsweredCases } from './lock-answered-cases.js';

export interface CancelObligationInput {
  readonly obligationId: string;
  /** Why no reply is owed, in the words of whoever decides it. */
  readonly reason: string;
}

/**
 * Nobody owes this reply any more, as where the document was entered by mistake: the one way out of what stays owed
 * (171/QĐ-BDT §7) though its case was cancelled. Its deadline ends with it. Who may decide that is a matter of the route.
 * @throws ObligationNotFoundError, ObligationNotOpenError, ReplyStillWorkedOnError while the case goes on
 */
export const cancelObligation: Command<CancelObligationInput, void> = {
  name: 'documents.cancel-obligation',
  async run(context, { obligationId, reason }) {
    const { tx, now } = context;
    await lockAnsweredCases(context, [obligationId]);
    const [obligation] = await tx.query<{ status: string; isWorkedOn: boolean }>(
      `select o.status, exists (select from process_instance i where i.root_instance_id = d.instance_id and i.status = 'active') as "isWorkedOn"
       from reply_obligation o join incoming_document d on d.id = o.document_id
       where o.id = $1 for no key update of o`,
      [obligationId],
    );
    if (obligation === undefined) throw new ObligationNotFoundError(obligationId);
    if (obligation.status !== 'open') throw new ObligationNotOpenError(obligationId);
    if (obligation.isWorkedOn) throw new ReplyStillWorkedOnError(obligationId);
    await tx.execute(`update reply_obligation set status = 'cancelled', closed_at = $2 where id = $1`, [obligationId, now]);
    await cancelDeadlines(context, 'reply-obligation', obligationId);
    context.audit({ subject: 'reply-obligation', subjectId: obligationId, detail: { reason } });
  },
};
