import type { Transaction } from '#database';
import { type CommandContext, sendMessage } from '#runtime';

/** By this a case learns, with the id of the obligation as key, that its reply was given elsewhere. */
export const ANSWERED = 'reply-obligation.answered';

/** So long a case may take from the registration of its document to the work on the reply, which then ends at once. */
const KEPT_FOR = 'P1Y';

/**
 * Tells the cases that work on these replies, or are yet to, that they are answered.
 * @param withinCase told by what happens in it, and so not told
 */
export async function endWorkOnAnswered(context: CommandContext, obligationIds: readonly string[], withinCase?: string): Promise<void> {
  const worked = await context.tx.query<{ id: string }>(
    `select o.id from reply_obligation o join incoming_document d on d.id = o.document_id
     where o.id = any($1::uuid[]) and d.instance_id is distinct from $2::uuid
       and exists (select from process_instance i where i.root_instance_id = d.instance_id and i.status = 'active')`,
    [obligationIds, withinCase ?? null],
  );
  for (const { id } of worked) {
    await context.run(sendMessage, { message: ANSWERED, correlationKey: id, timeToLive: KEPT_FOR });
  }
}

/**
 * An answer does not stand any more: takes the news of it back where no case has heard it yet. It would end the work on the
 * next answer.
 * @returns whether the work goes on as if nothing had been
 */
export async function takeBackNews({ tx }: CommandContext, obligationId: string): Promise<boolean> {
  const kept = await tx.execute('delete from kept_message where message = $1 and correlation_key = $2', [ANSWERED, obligationId]);
  return kept > 0 && (await comesToReply(tx, obligationId));
}

/**
 * Whether the case works on the reply, or is yet to. What has worked on it by a model of an earlier release, which hears of no
 * answer, may have ended beside news that are kept still.
 */
async function comesToReply(tx: Transaction, obligationId: string): Promise<boolean> {
  const found = await tx.query(
    `select from reply_obligation o join incoming_document d on d.id = o.document_id
     where o.id = $1 and exists (select from process_instance i where i.root_instance_id = d.instance_id and i.status = 'active')
       and coalesce((
         select bool_or(part.status = 'active' or position($2 in model.bpmn) > 0)
         from process_instance part join process_definition model on model.id = part.definition_id
         where part.root_instance_id = d.instance_id and model.key = 'reply-required'), true)`,
    [obligationId, `"${ANSWERED}"`],
  );
  return found.length > 0;
}
