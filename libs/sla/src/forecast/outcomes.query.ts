import type { Reader } from '../roll-ups/task-record.js';
import { populationOf } from './experience.js';

/** How many deadlines of a population ended, and how many of them were missed by the due date that they had at last. */
export interface Outcomes {
  readonly population: string;
  readonly closed: number;
  readonly missed: number;
}

/** Outcomes of one hour, and when it was over: by then all of them were known. */
export interface HourOfOutcomes extends Outcomes {
  readonly knownAt: string;
}

interface OutcomesRow extends Omit<HourOfOutcomes, 'population'> {
  readonly process: string;
  /** Null: of tasks. */
  readonly subject: string | null;
}

export interface OutcomesWanted {
  /** From this instant up to before that one. */
  readonly since: string;
  readonly until: string;
  /** Of the office, by which its months are. */
  readonly zone: string;
}

/**
 * Outcomes of a stretch of time. Those of tasks from the beginning of the month of `since`, by their sums, less what ended
 * later: a million of them are a handful of rows.
 */
export async function outcomesBetween(reader: Reader, { since, until, zone }: OutcomesWanted): Promise<Outcomes[]> {
  const rows = await reader.query<OutcomesRow>(
    `select key as process, null as subject, sum(on_time + late)::integer as closed, sum(late)::integer as missed
     from sla_cell where dimension = 'process' and month >= to_char($1::timestamptz at time zone $3, 'YYYYMM')::integer group by key
     union all
     select process, null, -count(*)::integer, -(count(*) filter (where outcome = 'late'))::integer
     from sla_fact where outcome in ('on-time', 'late') and ended_at >= $2 group by process
     union all
     select p.key, d.subject, count(*)::integer, (count(*) filter (where d.status = 'missed'))::integer
     from deadline d join process_instance i on i.id = d.instance_id join process_definition p on p.id = i.definition_id
     where d.status in ('met', 'missed') and d.closed_at >= $1 and d.closed_at < $2 group by p.key, d.subject`,
    [since, until, zone],
  );
  return rows.map(named);
}

/** From one instant up to before another, by the hour. */
export async function outcomesByHour(reader: Reader, since: string, until: string): Promise<HourOfOutcomes[]> {
  const rows = await reader.query<OutcomesRow>(
    `with ended as (
       select process, null as subject, outcome = 'late' as missed, ended_at from sla_fact
       where outcome in ('on-time', 'late') and ended_at >= $1 and ended_at < $2
       union all
       select p.key, d.subject, d.status = 'missed', d.closed_at
       from deadline d join process_instance i on i.id = d.instance_id join process_definition p on p.id = i.definition_id
       where d.status in ('met', 'missed') and d.closed_at >= $1 and d.closed_at < $2)
     select process, subject, count(*)::integer as closed, (count(*) filter (where missed))::integer as missed,
            date_trunc('hour', ended_at) + interval '1 hour' as "knownAt"
     from ended group by process, subject, date_trunc('hour', ended_at)`,
    [since, until],
  );
  return rows.map(named);
}

function named<Row extends Pick<OutcomesRow, 'process' | 'subject'>>({ process, subject, ...rest }: Row) {
  return { population: populationOf(process, subject), ...rest };
}
