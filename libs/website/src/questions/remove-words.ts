import type { Transaction } from '#database';

/** Stands where words of people were removed. */
export const REMOVED_TEXT = '(đã xóa)';

/** Columns of a question of which nothing is kept but that there was one; its address is needed until whoever sent it has been told. */
export function nothingOfComplaint(now: string) {
  return { title: null, body: null, note: null, ended_at: now };
}

/**
 * Takes what people wrote about a question out of its record: answers, drafts of them, and what was said at its steps.
 * @param published the version that the public reads: of that its public words stay; null: none
 */
export async function removeWords(tx: Transaction, questionId: string, published: number | null): Promise<void> {
  // The trail is never changed but so: words that must not be kept are covered.
  await tx.query(`select set_config('congvan.content_cover', $1, true)`, [REMOVED_TEXT]);
  await tx.execute(
    'update website_answer set body = $2, public_title = $2, public_question = $2, public_body = $2 where question_id = $1 and version is distinct from $3',
    [questionId, REMOVED_TEXT, published],
  );
  await tx.execute('update website_answer set body = coalesce(public_body, body) where question_id = $1 and version = $2', [questionId, published]);
  // Units and logins that stand there as texts say who had it.
  await tx.execute(`update website_question_event set text = $2 where question_id = $1 and text is not null and kind not in ('assigned', 'given')`, [questionId, REMOVED_TEXT]);
  await tx.query(`select set_config('congvan.content_cover', '', true)`);
}
