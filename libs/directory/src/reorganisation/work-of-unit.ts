import type { Transaction } from '#database';
import { POST_ROLES } from '../post-role.js';

/** Kinds of open work that a unit may have. */
export const WORK_OF_UNIT = ['task', 'reply-obligation', 'draft', 'work-file', 'assignment', 'deadline'] as const;

/** Open work of one kind. */
export interface WorkOfUnit {
  readonly kind: (typeof WORK_OF_UNIT)[number];
  readonly count: number;
  /** The first {@link MOST_SHOWN}, by what says nothing of their content: whoever sees this may not read each of them. */
  readonly items: readonly { readonly id: string; readonly label: string }[];
}

const MOST_SHOWN = 50;

/** Open tasks `t` on the desks of people of a unit ($1) on its last day ($3) who work nowhere else afterwards. */
export const HELD_BY_NAME = `t.status = 'open'
      and t.assignee in (select login from post where unit_code = $1 and held_on(post, $3))
      and not exists (select from post other where other.login = t.assignee and other.unit_code <> $1 and held_on(other, $3::date + 1))`;

/**
 * Everything open that is the work of a unit, one row for each kind: by the groups that its tasks are offered to ($2), by what
 * other parts of the office keep as its own ($1), and what lies on the desks of people who work nowhere else after $3.
 */
const OPEN_WORK = `
  with work(kind, id, label) as (
    select 'task', t.id::text, concat_ws(' – ', t.name, t.assignee) from user_task t
    where t.status = 'open' and (t.candidate_groups && $2 or t.escalated_to && $2)
    union all
    select 'task', t.id::text, concat_ws(' – ', t.name, t.assignee) from user_task t
    where not (t.candidate_groups && $2 or t.escalated_to && $2) and ${HELD_BY_NAME}
    union all
    select 'reply-obligation', o.id::text, 'Số đến ' || d.arrival_number || '/' || d.arrival_year
    from reply_obligation o join incoming_document d on d.id = o.document_id join incoming_document_lead lead on lead.document_id = d.id
    where o.status = 'open' and lead.unit_code = $1
    union all
    select 'draft', d.id::text, concat_ws(' ', 'Dự thảo của', d.drafted_by) from outgoing_document d where d.status <> 'issued' and d.drafting_unit = $1
    union all
    select 'work-file', f.id::text, f.code from work_file f where f.status = 'open' and f.unit_code = $1
    union all
    select 'assignment', a.id::text, concat_ws(' – ', 'Việc được giao', a.assignee) from assignment a
    where a.status not in ('done', 'recalled') and (a.unit_code = $1 or $1 = any(a.coordinating_units))
    union all
    select 'deadline', d.id::text, d.variable from deadline d where d.status = 'open' and d.unit_code = $1)
  select kind, count(*) as count,
    (array_agg(jsonb_build_object('id', id, 'label', label) order by label, id))[1:${MOST_SHOWN}] as items
  from work group by kind order by array_position($4::text[], kind)`;

/** @param lastDay `YYYY-MM-DD`, on which the posts of the unit end */
export function openWorkOf(tx: Pick<Transaction, 'query'>, unit: string, lastDay: string): Promise<WorkOfUnit[]> {
  return tx.query<WorkOfUnit>(OPEN_WORK, [unit, groupsOfUnit(unit), lastDay, WORK_OF_UNIT]);
}

/** The groups that posts in a unit give. */
export function groupsOfUnit(unit: string): string[] {
  return ['unit', ...POST_ROLES].map((role) => `${role}:${unit}`);
}
