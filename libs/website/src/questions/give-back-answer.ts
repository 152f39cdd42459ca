import type { Transaction } from '#database';

/** What a correction changes of a question, but for stage and version. */
const CHANGED = ['unit_code', 'handler', 'answer_date', 'answer_by', 'publishes', 'ended_at'] as const;

/** SQL of what is kept of an answered question while its answer is corrected. */
export const GIVEN = `jsonb_build_object(${CHANGED.map((column) => `'${column}', ${column}`).join(', ')})`;

/** A correction that is given up: the question is answered again as it was before, by the unit that had answered it. */
export async function giveBackAnswer(tx: Transaction, questionId: string, now: string): Promise<void> {
  await tx.execute(
    `update website_question q set stage = 'answered', version = q.answered_version, ${CHANGED.map((column) => `${column} = ${column === 'ended_at' ? 'coalesce(g.ended_at, $2)' : `g.${column}`}`).join(', ')}
     from website_question o cross join lateral jsonb_populate_record(o, o.given) g where o.id = q.id and q.id = $1`,
    [questionId, now],
  );
}
