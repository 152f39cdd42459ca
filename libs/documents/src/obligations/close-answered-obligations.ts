import { closeDeadlines } from '#deadlines';
import type { CommandContext } from '#runtime';
import { endWorkOnAnswered } from './end-work-on-answered.js';
import { IS_ANSWERED } from './standing-answer.js';

interface Closed {
  readonly id: string;
  readonly timeliness: string;
}

/**
 * Closes those of these obligations that are answered: the result is recorded, and what answers them was issued (171/QĐ-BDT
 * §7). It takes both, in whatever order they come. Work on them that goes on elsewhere ends.
 * @param withinCase the case in which this happens, by the instance that began it; it goes on by itself
 * @returns their ids
 */
export async function closeAnsweredObligations(
  context: CommandContext,
  obligationIds: readonly string[],
  withinCase?: string,
): Promise<string[]> {
  const closed = await context.tx.query<Closed>(
    `update reply_obligation o
     set status = 'answered', closed_at = $2, timeliness = case when $2 <= o.due_at then 'on-time' else 'late' end
     where o.id = any($1::uuid[]) and o.status = 'open' and o.result_recorded_at is not null and ${IS_ANSWERED}
     returning o.id, o.timeliness`,
    [obligationIds, context.now],
  );
  const ids = closed.map(({ id }) => id);
  await closeDeadlines(context, 'reply-obligation', ids);
  for (const { id, timeliness } of closed) {
    context.audit({ subject: 'reply-obligation', subjectId: id, detail: { timeliness } });
  }
  await closeDocuments(context, ids);
  await endWorkOnAnswered(context, ids, withinCase);
  return ids;
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
