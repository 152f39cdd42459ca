import { closeDeadlines } from '#deadlines';
import type { CommandContext } from '#runtime';
import { recordUnanswered } from '../contributions/record-unanswered.js';
import { endWorkOnAnswered } from './end-work-on-answered.js';
import { forgetLeadingBack } from './lead-back.js';
import { leaveDrafts } from './leave-drafts.js';
import { AWAITS_NUMBER, IS_ANSWERED } from './standing-answer.js';

interface Closed {
  readonly id: string;
  readonly timeliness: string;
}

/**
 * Closes those of these obligations that are answered: the result is recorded, and what answers them was issued (171/QĐ-BDT
 * §7). It takes both, in whatever order they come, and that no other answer is signed and waits for its number. Work on them
 * that goes on elsewhere ends, and its drafts are left.
 * @param withinCase the case in which this happens, by the instance that began it; it goes on by itself
 * @returns their ids
 */
export async function closeAnsweredObligations(
  context: CommandContext,
  obligationIds: readonly string[],
  withinCase?: string,
): Promise<string[]> {
  await lockOwnDrafts(context, obligationIds);
  const closed = await context.tx.query<Closed>(
    `update reply_obligation o
     set status = 'answered', closed_at = $2, timeliness = case when $2 <= o.due_at then 'on-time' else 'late' end
     where o.id = any($1::uuid[]) and o.status = 'open' and o.result_recorded_at is not null
       and ${IS_ANSWERED} and not ${AWAITS_NUMBER}
     returning o.id, o.timeliness`,
    [obligationIds, context.now],
  );
  const ids = closed.map(({ id }) => id);
  await closeDeadlines(context, 'reply-obligation', ids);
  for (const { id, timeliness } of closed) {
    context.audit({ subject: 'reply-obligation', subjectId: id, detail: { timeliness } });
  }
  await closeDocuments(context, ids);
  await recordUnanswered(context, ids);
  await leaveDrafts(context, ids);
  await forgetLeadingBack(context, ids);
  await endWorkOnAnswered(context, ids, withinCase);
  return ids;
}

/** So that nobody signs one of them meanwhile. */
async function lockOwnDrafts({ tx }: CommandContext, obligationIds: readonly string[]): Promise<void> {
  await tx.query(
    `select g.id from outgoing_document g
     where g.status = 'draft' and g.id = any(array(
       select outgoing_document_id from reply_obligation_answer where obligation_id = any($1::uuid[]) and linked_by is null))
     order by g.id for no key update of g`,
    [obligationIds],
  );
}

/** Documents whose own case has ended: nothing else closes them. */
async function closeDocuments({ tx, now }: CommandContext, obligationIds: readonly string[]): Promise<void> {
  await tx.execute(
    `update incoming_document d set status = 'closed', closed_at = $2
     where d.id = any(array(select document_id from reply_obligation where id = any($1::uuid[]))) and d.status <> 'closed'
       and not exists (select from process_instance i where i.id = d.instance_id and i.status = 'active')`,
    [obligationIds, now],
  );
}
