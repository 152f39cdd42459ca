import type { JsonObject } from '#foundation';
import { type CommandContext, correlateMessage } from '#runtime';

/** By this a case whose drafter is to compare the number of an answer learns, with the obligation as key, that it stands no longer. */
export const REOPENED = 'reply-obligation.reopened';

/** So long a case may take from the issue of the answer to the verification of its number: a failed step may stop it on the way. */
const KEPT_FOR = 'P1Y';

/**
 * Leads a case back that waits for the number of its answer to be verified, or is on its way there.
 * @returns whether there is such a case
 */
export async function leadBack(context: CommandContext, obligationId: string, variables: JsonObject): Promise<boolean> {
  const isOnItsWay = await isOnItsWayToVerification(context, obligationId);
  const { outcome } = await context.run(correlateMessage, {
    message: REOPENED,
    correlationKey: obligationId,
    variables,
    ...(isOnItsWay && { timeToLive: KEPT_FOR }),
  });
  return outcome !== 'nobody';
}

/** These replies are given after all: a case that has not heard yet that they were owed again has nothing to go back for. */
export async function forgetLeadingBack({ tx }: CommandContext, obligationIds: readonly string[]): Promise<void> {
  await tx.execute('delete from kept_message where message = $1 and correlation_key = any($2::text[])', [REOPENED, obligationIds]);
}

/**
 * The answer that the case has drafted ceases to stand now, before its number was verified, and the part of the case that
 * issued it has not come back to where it was called. A model of an earlier release knows no way back: it does not count.
 */
async function isOnItsWayToVerification({ tx, now }: CommandContext, obligationId: string): Promise<boolean> {
  const found = await tx.query(
    `select from reply_obligation_answer a
       join outgoing_document g on g.id = a.outgoing_document_id
       join reply_obligation o on o.id = a.obligation_id
       join incoming_document d on d.id = o.document_id
       join process_instance part on part.root_instance_id = d.instance_id
       join process_instance caller on caller.id = part.parent_instance_id
       join process_instance waiting on waiting.id = coalesce(caller.parent_instance_id, caller.id) and waiting.status = 'active'
       join process_definition model on model.id = waiting.definition_id
     where a.obligation_id = $1 and a.linked_by is null
       and (g.voided_at = $2 or exists (select from outgoing_act act where act.document_id = g.id and act.decided_at = $2))
       and not exists (select from outgoing_step s where s.document_id = g.id and s.step = 'verify-number' and s.passed)
       and (part.status = 'active' or exists (
         select from job where job.instance_id = caller.id and job.activity_key = part.parent_activity_key and job.kind = 'child-ended'))
       and position($3 in model.bpmn) > 0
     limit 1`,
    [obligationId, now, `"${REOPENED}"`],
  );
  return found.length > 0;
}
