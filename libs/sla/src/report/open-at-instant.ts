/** A week. As in the index `sla_fact_long_span`, which Postgres takes for no other length. */
const LONG_SPAN_SECONDS = 604_800;

/**
 * SQL: whether a fact `f` was there and not yet done at an instant. Two indexes find it: `sla_fact_long_span` what took a week
 * or longer, `sla_fact_by_end` the rest. One of spans for all facts would cost each count more than any other index.
 */
export const wasOpenAt = (instant: string) => `
  (f.gross_seconds >= ${LONG_SPAN_SECONDS} and tstzrange(f.created_at, f.ended_at, '(]') @> ${instant}::timestamptz
    or f.gross_seconds < ${LONG_SPAN_SECONDS} and f.ended_at >= ${instant}
       and f.ended_at < ${instant}::timestamptz + interval '${LONG_SPAN_SECONDS} seconds' and f.created_at < ${instant})`;

/** SQL: the same of a row of `sla_task`. */
export const taskWasOpenAt = (row: string, instant: string) =>
  `${row}.created_at < ${instant} and (${row}.status = 'open' or ${row}.ended_at >= ${instant})`;

/**
 * SQL, a CTE `due_then` (`deadline_id`, `due_at`): the deadlines of tasks and cases as they stood at an instant, of those that
 * something has moved since. What was corrected since has always been as the correction says: it moved with what came after.
 */
export const dueThen = (instant: string) => `
  due_then as materialized (
    select deadline_id, (array_agg(due_before order by number))[1] as due_at
    from (select deadline_id, number, due_before,
                 max(number) filter (where act = 'correction') over (partition by deadline_id) as corrected
          from deadline_act where at >= ${instant}::timestamptz) act_since
    where number > coalesce(corrected, 0) group by deadline_id)`;

/**
 * SQL, two CTEs: {@link dueThen}, and of it `owed_then` (`deadline_id`, `subject`, `subject_id`, `due_at`), what cases still owe.
 * What is done by now counts by the due date that it was done under.
 */
export const owedThen = (instant: string) => `${dueThen(instant)},
  owed_then as materialized (
    select d.id as deadline_id, d.subject, d.subject_id, due_then.due_at
    from due_then join deadline d on d.id = due_then.deadline_id and d.status = 'open')`;

/** SQL: joins {@link owedThen} as `former` to a row of `reply_obligation`; nothing where its due date of then is that of today. */
export const joinReplyThen = (row: string) => `
  left join owed_then former
    on former.subject = 'reply-obligation' and former.subject_id = ${row}.id::text and ${row}.status = 'open'`;
