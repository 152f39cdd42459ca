import type { CommandContext } from '#runtime';
import { giveBackAnswer } from './give-back-answer.js';
import { lockQuestion, QUESTION_OVER } from './question.js';
import { recordQuestionEvent } from './record-question-event.js';

/**
 * Where an operator has ended the case of a question, the question is over with it: whoever asked reads that on his page. Where the case
 * was to correct an answer, that stays as it was given.
 */
export async function endCancelledQuestion(context: CommandContext, { instanceId, reason }: { readonly instanceId: string; readonly reason: string }): Promise<void> {
  const { tx, now, caller } = context;
  const [found] = await tx.query<{ id: string }>(
    `select q.id from website_question q join process_instance i on i.id = q.instance_id where q.instance_id = $1 and i.status <> 'active' and q.ended_at is null`,
    [instanceId],
  );
  if (found === undefined) return;
  const { stage, answeredVersion } = await lockQuestion(tx, found.id);
  if (QUESTION_OVER.includes(stage)) return;
  if (answeredVersion === null) await tx.execute(`update website_question set stage = 'cancelled', ended_at = $2 where id = $1`, [found.id, now]);
  else await giveBackAnswer(tx, found.id, now);
  await recordQuestionEvent(context, found.id, { kind: 'cancelled', actor: caller.actor, text: reason });
}
