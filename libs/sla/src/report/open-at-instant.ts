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
 * SQL, a CTE `due_then` (`task_id`, `due_at`): the deadlines of tasks as they stood at an instant, of those that something has
 * moved since. What was corrected since has always been as it is now.
 */
export const dueThen = (instant: string) => `
  due_then as materialized (
    select deadline_id as task_id, (array_agg(due_before order by at, number))[1] as due_at
    from deadline_act where kind = 'task' and at > ${instant}::timestamptz
    group by deadline_id having not bool_or(act = 'correction'))`;
