import type { Command, CommandContext } from '#runtime';
import { endCase, refuseVoid, type VoidNumberInput } from '../numbering/void-number.js';
import { answeredBy } from '../obligations/answers/answered-by.js';
import { lockAnsweredCases } from '../obligations/lock-answered-cases.js';
import { reopenUnansweredObligations } from '../obligations/reopen-unanswered-obligations.js';
import type { TellGroup } from '../tell-group.js';
import { refuseVoidOfActs } from './acts/refuse-void-of-acts.js';
import { OutgoingDocumentNotFoundError, OutgoingNotIssuedError, OutgoingSentError } from './errors.js';
import { type DraftedDocument, tellDrafter } from './tell-drafter.js';

interface Numbered extends DraftedDocument {
  readonly status: string;
  readonly enteredBy: string;
  readonly voidedAt: string | null;
  readonly locked: boolean;
  readonly hasMail: boolean;
}

/**
 * Voids the number of an outgoing document that got it by mistake: the line stays in the book with the reason, the number
 * is never given out again. Who drafted it and the head hear of it. What it alone had answered is owed again. A document that is on its way by mail is recalled
 * instead (ND 30 §18.3).
 * @throws OutgoingDocumentNotFoundError, OutgoingNotIssuedError, VoidForbiddenError, NumberVoidedError, ContentLockedError,
 *   OutgoingSentError, OutgoingNotInForceError, OutgoingStandsForOtherError
 */
export const voidOutgoingDocument = (tell: TellGroup): Command<VoidNumberInput, void> => ({
  name: 'documents.void-outgoing-document',
  async run(context, input) {
    const { documentId, reason } = input;
    const { tx, now, caller } = context;
    const [found] = await tx.query<{ instanceId: string | null }>('select instance_id as "instanceId" from outgoing_document where id = $1', [
      documentId,
    ]);
    if (found === undefined) throw new OutgoingDocumentNotFoundError(documentId);
    await lockAnsweredCases(context, await answeredBy(tx, documentId), found.instanceId);
    if (found.instanceId !== null) await endCase(context, found.instanceId, reason);
    const document = await lockDocument(context, documentId);
    if (document.status !== 'issued') throw new OutgoingNotIssuedError(documentId);
    refuseVoid(context, input, document);
    if (document.hasMail) throw new OutgoingSentError(documentId);
    await refuseVoidOfActs(tx, documentId);

    await tx.execute('update outgoing_document set voided_at = $2, voided_by = $3, void_reason = $4 where id = $1', [
      documentId,
      now,
      caller.actor,
      reason,
    ]);
    await tellDrafter(context, tell, document, { became: 'đã bị hủy số', reason, event: `outgoing-voided:${documentId}` });
    const why = `Số ${document.symbol} của văn bản trả lời đã bị hủy.`;
    await reopenUnansweredObligations(context, await answeredBy(tx, documentId), why, tell);
    context.audit({ subject: 'outgoing-document', subjectId: documentId, detail: { reason } });
  },
});

async function lockDocument({ tx }: CommandContext, id: string): Promise<Numbered> {
  const [document] = await tx.query<Numbered>(
    `select d.status, d.symbol, d.issued_by as "enteredBy", d.drafted_by as drafter, d.drafting_unit as unit, d.instance_id as "instanceId", d.voided_at as "voidedAt",
       d.content_locked_at is not null as locked,
       exists (select from outgoing_mail m where m.document_id = d.id) as "hasMail"
     from outgoing_document d where d.id = $1 for no key update of d`,
    [id],
  );
  return document!;
}
