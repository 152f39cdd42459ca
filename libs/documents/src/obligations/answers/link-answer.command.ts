import { sayInstant } from '#deadlines';
import type { Command, CommandContext } from '#runtime';
import { z } from 'zod';
import { refuseLocked } from '../../gate/refuse-locked.js';
import { OutgoingDocumentNotFoundError } from '../../outgoing/errors.js';
import { AnswerSignedError } from '../../instructions/errors.js';
import { refuseNonReaders } from '../../reading-rights.js';
import { closeAnsweredObligations } from '../close-answered-obligations.js';
import { NoAnswerError } from '../errors.js';
import { lockOpenObligation, type ObligationAct } from '../lock-open-obligation.js';
import type { Closing } from '../record-result.command.js';
import { AWAITS_NUMBER, STANDS } from '../standing-answer.js';

export const answerSchema = z.strictObject({
  outgoingDocumentId: z.uuid().describe('Văn bản đi đã phát hành. Văn bản trả lời làm ngoài hệ thống thì vào sổ văn bản đi trước.'),
  completes: z.boolean().default(true).describe('false: mới trả lời một phần, còn phải có văn bản khác.'),
});

/** What of a warning a program may go by. */
export const ANSWER_WARNINGS = ['issued-before-arrival'] as const;

/** Something that looks mistaken though the answer was linked. */
export interface AnswerWarning {
  readonly code: (typeof ANSWER_WARNINGS)[number];
  /** In Vietnamese, for whoever linked it. */
  readonly message: string;
}

export interface LinkedAnswer extends Closing {
  /** Absent: nothing looks mistaken. */
  readonly warnings?: readonly AnswerWarning[];
}

export interface LinkAnswerInput extends ObligationAct, z.output<typeof answerSchema> {}

/**
 * Says by hand that an issued outgoing document answers an obligation, in whole or in part: one may answer several, and
 * several one. Once more, it changes whether in whole. One that was issued before the document arrived is taken with a warning. The obligation closes where its result is recorded.
 * @throws ObligationNotFoundError, ObligationNotOpenError, ReplyOfOthersError, OutgoingDocumentNotFoundError, NoAnswerError,
 *   AnswerSignedError where its own case has another one that is to be issued first,
 *   DocumentForbiddenError where the caller may not read both documents, ContentLockedError
 */
export const linkAnswer: Command<LinkAnswerInput, LinkedAnswer> = {
  name: 'documents.link-answer',
  request: ({ groups: _, ...input }) => input,
  async run(context, { outgoingDocumentId, completes, ...act }) {
    const { id, documentId } = await lockOpenObligation(context, act, ['clerk']);
    const { tx, now, caller } = context;
    await refuseUnissued(context, outgoingDocumentId);
    if (completes && (await awaitsNumber(context, id))) throw new AnswerSignedError(documentId);
    await refuseNonReaders(tx, 'outgoing', { login: caller.actor, groups: act.groups }, outgoingDocumentId);
    await refuseLocked(tx, 'outgoing', outgoingDocumentId);
    await tx.execute(
      `insert into reply_obligation_answer (obligation_id, outgoing_document_id, completes, linked_at, linked_by) values ($1, $2, $3, $4, $5)
       on conflict (obligation_id, outgoing_document_id) do update set completes = excluded.completes`,
      [id, outgoingDocumentId, completes, now, caller.actor],
    );
    context.audit({ subject: 'reply-obligation', subjectId: id, detail: { outgoingDocumentId, completes } });
    const closed = await closeAnsweredObligations(context, [id]);
    const warnings = await answerWarnings(context, documentId, outgoingDocumentId);
    return { closed: closed.length > 0, ...(warnings.length > 0 && { warnings }) };
  },
};

async function answerWarnings({ tx, zone }: CommandContext, documentId: string, outgoingDocumentId: string): Promise<AnswerWarning[]> {
  const [earlier] = await tx.query<{ issuedAt: string; receivedAt: string }>(
    `select g.issued_at as "issuedAt", d.received_at as "receivedAt" from outgoing_document g, incoming_document d
     where g.id = $1 and d.id = $2 and g.issued_at < d.received_at`,
    [outgoingDocumentId, documentId],
  );
  if (earlier === undefined) return [];
  const [issued, arrived] = [sayInstant(earlier.issuedAt, zone), sayInstant(earlier.receivedAt, zone)];
  return [{ code: 'issued-before-arrival', message: `Văn bản phát hành lúc ${issued}, trước khi văn bản đến tới lúc ${arrived}.` }];
}

async function awaitsNumber({ tx }: CommandContext, id: string): Promise<boolean> {
  return (await tx.query(`select from reply_obligation o where o.id = $1 and ${AWAITS_NUMBER}`, [id])).length > 0;
}

async function refuseUnissued({ tx }: CommandContext, id: string): Promise<void> {
  const [document] = await tx.query<{ stands: boolean }>(`select ${STANDS} as stands from outgoing_document g where g.id = $1 for share of g`, [id]);
  if (document === undefined) throw new OutgoingDocumentNotFoundError(id);
  if (!document.stands) throw new NoAnswerError(`Outgoing document ${id} answers nothing: it is not issued, or was voided, recalled or replaced.`);
}
