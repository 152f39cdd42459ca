import { cancelDeadlines } from '#deadlines';
import type { Command, CommandContext } from '#runtime';
import { AnswerSignedError } from '../instructions/errors.js';
import { endCase, refuseVoid, type VoidNumberInput } from '../numbering/void-number.js';
import { leaveDrafts } from '../obligations/leave-drafts.js';
import { AnswerIssuedError, IncomingDocumentNotFoundError } from './errors.js';

interface Registered {
  readonly enteredBy: string;
  readonly voidedAt: string | null;
  readonly locked: boolean;
  /** Of an answer that went out and stands. */
  readonly answerSymbol: string | null;
  /** Of an answer of its own case that is signed and not issued. */
  readonly awaitsNumber: boolean;
}

/**
 * Voids the arrival number of a document that was registered by mistake: the line stays in the book with the reason, the
 * number is never given out again. Its case and its deadlines end, and no reply is owed.
 * @throws IncomingDocumentNotFoundError, VoidForbiddenError, NumberVoidedError, ContentLockedError, AnswerIssuedError,
 *   AnswerSignedError
 */
export const voidIncomingDocument: Command<VoidNumberInput, void> = {
  name: 'documents.void-incoming-document',
  async run(context, input) {
    const { documentId, reason } = input;
    const { tx, now, caller } = context;
    const [found] = await tx.query<{ instanceId: string }>('select instance_id as "instanceId" from incoming_document where id = $1', [
      documentId,
    ]);
    if (found === undefined) throw new IncomingDocumentNotFoundError(documentId);
    const ran = await endCase(context, found.instanceId, reason);
    // Only now, when nothing of the case can issue an answer any more.
    const document = await lockDocument(context, documentId);
    refuseVoid(context, input, document);
    if (document.answerSymbol !== null) throw new AnswerIssuedError(documentId, document.answerSymbol);
    // Of a case that was cancelled before, nobody issues it any more.
    if (ran && document.awaitsNumber) throw new AnswerSignedError(documentId);

    await tx.execute(
      `update incoming_document set voided_at = $2, voided_by = $3, void_reason = $4, status = 'closed', closed_at = coalesce(closed_at, $2)
       where id = $1`,
      [documentId, now, caller.actor, reason],
    );
    await cancelDeadlines(context, 'incoming-document', documentId);
    await cancelObligationOf(context, documentId, reason);
    context.audit({ subject: 'incoming-document', subjectId: documentId, detail: { reason } });
  },
};

async function lockDocument({ tx }: CommandContext, id: string): Promise<Registered> {
  const [document] = await tx.query<Registered>(
    `select d.registered_by as "enteredBy", d.voided_at as "voidedAt",
       d.content_locked_at is not null as locked,
       (select min(g.symbol) from reply_obligation o
          join reply_obligation_answer a on a.obligation_id = o.id
          join outgoing_document g on g.id = a.outgoing_document_id
        where o.document_id = d.id and g.status = 'issued' and g.voided_at is null) as "answerSymbol",
       exists (select from reply_obligation o
                 join reply_obligation_answer a on a.obligation_id = o.id and a.linked_by is null
                 join outgoing_document g on g.id = a.outgoing_document_id
               where o.document_id = d.id and g.status = 'signed') as "awaitsNumber"
     from incoming_document d where d.id = $1 for no key update of d`,
    [id],
  );
  return document!;
}

async function cancelObligationOf(context: CommandContext, documentId: string, reason: string): Promise<void> {
  const cancelled = await context.tx.query<{ id: string }>(
    `update reply_obligation set status = 'cancelled', closed_at = $2 where document_id = $1 and status = 'open' returning id`,
    [documentId, context.now],
  );
  for (const { id } of cancelled) {
    await cancelDeadlines(context, 'reply-obligation', id);
    context.audit({ subject: 'reply-obligation', subjectId: id, detail: { reason } });
  }
  await leaveDrafts(context, cancelled.map(({ id }) => id));
}
