import type { Database } from '#database';
import { FIGURE_NAMES, SLA_DEFINITIONS, type SlaFigures, sumFigures } from './figures.js';
import type { SlaPeriod } from './period.js';
import { joinReplyThen, owedThen } from './report/open-at-instant.js';

export interface SlaSummary {
  /** The moment the figures hold for, ISO UTC. */
  readonly asOf: string;
  readonly period: SlaPeriod;
  /** What each figure counts, in Vietnamese. */
  readonly definitions: Readonly<Record<keyof SlaFigures, string>>;
  readonly total: SlaFigures;
  /** By lead unit of the case, in the order of the office; units without any case are left out. */
  readonly units: UnitFigures[];
}

export interface UnitFigures extends SlaFigures {
  /** Null, and last, for cases that have no instruction yet and for tasks of other processes. */
  readonly unit: string | null;
  readonly unitName: string | null;
}

/**
 * How deadlines are kept, by lead unit and in total. A task counts for the lead unit of its case, also where another
 * unit has to do it: that unit answers for the deadline. What falls due exactly now is not late, by the same bound that
 * decides `timeliness`. What is open counts by its due date as it was when the period was over.
 */
export async function slaSummary(database: Database, period: SlaPeriod): Promise<SlaSummary> {
  const { asOf, units } = await database.transaction(async (tx) => ({
    asOf: tx.now,
    units: await tx.query<UnitFigures>(SUMMARY, [period.from, period.to, period.unit ?? null, tx.now]),
  }));
  return { asOf, period, definitions: SLA_DEFINITIONS, total: sumFigures(units), units };
}

const SUMMARY = `
  with ${owedThen('$2')},
  counted as (
    select lead.unit_code,
           case when o.timeliness = 'on-time' then 'answeredOnTime' when o.timeliness = 'late' then 'answeredLate'
                when coalesce(former.due_at, o.due_at) >= $4 then 'notYetDue' else 'overdue' end as figure
    from reply_obligation o
    left join incoming_document_lead lead on lead.document_id = o.document_id
    ${joinReplyThen('o')}
    where o.status <> 'cancelled' and coalesce(former.due_at, o.due_at) >= $1 and coalesce(former.due_at, o.due_at) < $2
  union all
    select lead.unit_code, unnest(array[
             case when coalesce(former.due_at, t.due_at) < $4 then 'tasksOverdue' else 'tasksNotDue' end,
             case when cardinality(t.escalated_to) > 0 then 'tasksEscalated' end])
    from user_task t
    join process_instance i on i.id = t.instance_id
    left join incoming_document d on d.instance_id = i.root_instance_id
    left join incoming_document_lead lead on lead.document_id = d.id
    left join due_then former on former.deadline_id = t.id
    where t.status = 'open' and coalesce(former.due_at, t.due_at, t.created_at) >= $1
      and coalesce(former.due_at, t.due_at, t.created_at) < $2
  )
  select c.unit_code as unit, u.name as "unitName",
         ${FIGURE_NAMES.map((name) => `count(*) filter (where c.figure = '${name}') as "${name}"`).join(', ')}
  from counted c left join unit u on u.code = c.unit_code
  where $3::text is null or c.unit_code = $3
  group by c.unit_code, u.name, u.sort
  order by u.sort, c.unit_code`;
