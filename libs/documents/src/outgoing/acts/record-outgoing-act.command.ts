import { newId } from '#foundation';
import type { Command, CommandContext } from '#runtime';
import { z } from 'zod';
import { ContentLockedError } from '../../gate/errors.js';
import { gateFields, refuseSuspected } from '../../gate/refuse-suspected.js';
import { OFFICIAL_LETTER } from '../../numbering/document-types.js';
import { answeredBy } from '../../obligations/answers/answered-by.js';
import { lockAnsweredCases } from '../../obligations/lock-answered-cases.js';
import { reopenUnansweredObligations } from '../../obligations/reopen-unanswered-obligations.js';
import type { TellGroup } from '../../tell-group.js';
import { OutgoingDocumentNotFoundError, OutgoingNotIssuedError } from '../errors.js';
import { queueMails } from '../mail/queue-mails.js';
import { withdrawMails } from '../mail/withdraw-mails.js';
import { type DraftedDocument, tellDrafter } from '../tell-drafter.js';
import { ActNotByThatDocumentError, OutgoingNotInForceError } from './errors.js';
import { OUTGOING_ACTS, type OutgoingAct } from './outgoing-act.js';

export const outgoingActSchema = z.strictObject({
  kind: z.enum(OUTGOING_ACTS).describe('recall: thu hồi. replace: thay thế. correct: đính chính.'),
  reason: z.string().trim().min(1).max(2000),
  byDocumentId: z.uuid().optional().describe('Văn bản đã phát hành để thực hiện; cần với thay thế và đính chính.'),
  ...gateFields,
});

export interface RecordOutgoingActInput extends z.output<typeof outgoingActSchema> {
  readonly documentId: string;
}

interface Issued extends DraftedDocument {
  readonly id: string;
  readonly type: string;
  readonly symbol: string;
  readonly ended: 'recall' | 'replace' | null;
}

/**
 * Recalls, replaces or corrects an issued document (ND 30 §18.3–4). Faults of content are mended by a document of the same
 * type, faults of form by an official letter; a recall may do without one. Who had the document by mail is told by mail; what
 * of a recalled or replaced document has not gone out yet stays here. Who drafted a recalled document and the head hear of
 * it. What it alone had answered is owed again; a replacement answers what the replaced document had answered.
 * @throws OutgoingDocumentNotFoundError, OutgoingNotIssuedError, OutgoingNotInForceError, ActNotByThatDocumentError,
 * ContentLockedError, MustNotEnterSuspectedError
 */
export const recordOutgoingAct = (tell: TellGroup): Command<RecordOutgoingActInput, { id: string }> => ({
  name: 'documents.record-outgoing-act',
  async run(context, { documentId, kind, reason, byDocumentId = null, ...confirmation }) {
    const { tx, now, caller } = context;
    await lockAnsweredCases(context, await answeredBy(tx, documentId));
    await lockBoth(context, [documentId, ...(byDocumentId === null ? [] : [byDocumentId])]);
    const gate = await refuseSuspected(context, { reason }, [], confirmation);
    const document = await lockIssued(context, documentId);
    if (document.ended !== null) throw new OutgoingNotInForceError(document.symbol, document.ended);
    await refuseWrongDocument(context, kind, document, byDocumentId);
    const id = newId();
    await tx.execute(
      `insert into outgoing_act (id, document_id, kind, reason, by_document_id, decided_by, decided_at)
       values ($1, $2, $3, $4, $5, $6, $7)`,
      [id, documentId, kind, reason, byDocumentId, caller.actor, now],
    );
    const withdrawn = kind === 'correct' ? 0 : await withdrawMails(context, documentId, kind);
    const mails = await queueMails(context, documentId, id);
    const detail = { kind, reason, byDocumentId, mails, withdrawn, ...gate };
    context.audit({ subject: 'outgoing-document', subjectId: documentId, detail });
    if (kind === 'replace') await answerInItsPlace(context, documentId, byDocumentId);
    if (kind === 'recall') {
      await tellDrafter(context, tell, document, { became: 'đã bị thu hồi', reason, event: `outgoing-recalled:${documentId}` });
      const why = `Văn bản trả lời ${document.symbol} đã được thu hồi.`;
      await reopenUnansweredObligations(context, await answeredBy(tx, documentId), why, tell);
    }
    return { id };
  },
});

/** In the order of their ids: while A is replaced by B, somebody may be replacing B by A. @throws ContentLockedError */
async function lockBoth({ tx }: CommandContext, ids: readonly string[]): Promise<void> {
  const documents = await tx.query<{ id: string; locked: boolean }>(
    `select id, content_locked_at is not null as locked from outgoing_document where id = any($1) order by id for no key update`,
    [ids],
  );
  const locked = documents.find((document) => document.locked);
  if (locked !== undefined) throw new ContentLockedError(`Document ${locked.id}`);
}

async function answerInItsPlace({ tx, now, caller }: CommandContext, documentId: string, byDocumentId: string | null): Promise<void> {
  await tx.execute(
    `insert into reply_obligation_answer (obligation_id, outgoing_document_id, completes, linked_at, linked_by)
     select obligation_id, $2, completes, $3, $4 from reply_obligation_answer where outgoing_document_id = $1
     on conflict (obligation_id, outgoing_document_id) do update set completes = reply_obligation_answer.completes or excluded.completes`,
    [documentId, byDocumentId, now, caller.actor],
  );
}

async function lockIssued({ tx }: CommandContext, id: string): Promise<Issued> {
  const [document] = await tx.query<Issued & { inForce: boolean }>(
    `select d.id, d.document_type as type, d.symbol, d.drafted_by as drafter, d.drafting_unit as unit, d.instance_id as "instanceId", d.status = 'issued' and d.voided_at is null as "inForce",
            (select kind from outgoing_act where document_id = d.id and kind in ('recall', 'replace')) as ended
     from outgoing_document d where d.id = $1 for no key update of d`,
    [id],
  );
  if (document === undefined) throw new OutgoingDocumentNotFoundError(id);
  if (!document.inForce) throw new OutgoingNotIssuedError(id);
  return document;
}

async function refuseWrongDocument(
  context: CommandContext,
  kind: OutgoingAct,
  document: Issued,
  byDocumentId: string | null,
): Promise<void> {
  if (byDocumentId === null) {
    if (kind === 'recall') return;
    const type = kind === 'replace' ? document.type : OFFICIAL_LETTER;
    throw new ActNotByThatDocumentError(`To ${kind} ${document.symbol}, name the issued document of the type ${type} that does it.`);
  }
  if (byDocumentId === document.id) throw new ActNotByThatDocumentError(`The document ${document.symbol} cannot ${kind} itself.`);
  const by = await lockIssued(context, byDocumentId);
  if (by.ended !== null) throw new OutgoingNotInForceError(by.symbol, by.ended);
  const wanted = { replace: document.type, correct: OFFICIAL_LETTER, recall: by.type }[kind];
  if (by.type === wanted) return;
  throw new ActNotByThatDocumentError(
    `${document.symbol} is not to be ${kind === 'replace' ? 'replaced' : 'corrected'} by ${by.symbol}: ` +
      `that is of the type ${by.type}, and it takes one of the type ${wanted} (ND 30, Article 18).`,
  );
}
