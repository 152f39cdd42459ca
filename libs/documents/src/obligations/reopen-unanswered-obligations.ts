import { reopenDeadlines } from '#deadlines';
import type { CommandContext } from '#runtime';
import { followLead } from '../instructions/follow-lead.js';
import { IS_ANSWERED } from './standing-answer.js';
import type { TellGroup } from '../tell-group.js';
import { takeUpReply } from './take-up-reply.js';

/**
 * Opens those of these obligations again that nothing answers any more, with their deadlines, and gives them to people: they
 * are owed until another answer is issued (171/QĐ-BDT §7).
 * @param why in Vietnamese, for the heads of the lead units
 */
export async function reopenUnansweredObligations(
  context: CommandContext,
  obligationIds: readonly string[],
  why: string,
  tell: TellGroup,
): Promise<void> {
  const reopened = await context.tx.query<{ id: string; documentId: string; dueAt: string; leadUnit: string | null }>(
    `update reply_obligation o set status = 'open', closed_at = null, timeliness = null
     where o.id = any($1::uuid[]) and o.status = 'answered' and not ${IS_ANSWERED}
     returning o.id, o.document_id as "documentId", o.due_at as "dueAt",
       (select lead.unit_code from incoming_document_lead lead where lead.document_id = o.document_id) as "leadUnit"`,
    [obligationIds],
  );
  await reopenDeadlines(context, 'reply-obligation', reopened.map(({ id }) => id));
  for (const { id, documentId, dueAt, leadUnit } of reopened) {
    // The unit that leads may have been instructed only after the answer.
    if (leadUnit !== null) await followLead(context, documentId, { unit: leadUnit, dueAt });
    context.audit({ subject: 'reply-obligation', subjectId: id, detail: { reopened: true } });
    await takeUpReply(context, id, why, tell);
  }
}
