import type { Reader } from '../roll-ups/task-record.js';
import { populationOf } from './experience.js';

/** How many deadlines of a population ended, and how many of them were missed. */
export interface Outcomes {
  readonly population: string;
  readonly closed: number;
  readonly missed: number;
}

interface OutcomesRow {
  readonly process: string;
  /** Null: of tasks. */
  readonly subject: string | null;
  readonly closed: number;
  readonly missed: number;
}

const OF_CASES = `
  select p.key as process, d.subject, count(*)::integer as closed, (count(*) filter (where d.status = 'missed'))::integer as missed
  from deadline d join process_instance i on i.id = d.instance_id join process_definition p on p.id = i.definition_id
  where d.status in ('met', 'missed') and d.closed_at >= $1 and ($2::timestamptz is null or d.closed_at < $2)
  group by p.key, d.subject`;

/** Tasks from the beginning of the month of `since`, by their sums: a million of them are a handful of rows. */
export async function outcomesSince(reader: Reader, since: string): Promise<Outcomes[]> {
  return named(
    await reader.query<OutcomesRow>(
      `select key as process, null as subject, sum(on_time + late)::integer as closed, sum(late)::integer as missed
       from sla_cell where dimension = 'process' and month >= to_char($1::timestamptz, 'YYYYMM')::integer group by key
       union all ${OF_CASES}`,
      [since, null],
    ),
  );
}

/** From one instant up to before another, to the very instant. */
export async function outcomesOfPeriod(reader: Reader, from: string, to: string): Promise<Outcomes[]> {
  return named(
    await reader.query<OutcomesRow>(
      `select process, null as subject, count(*)::integer as closed, (count(*) filter (where outcome = 'late'))::integer as missed
       from sla_fact where outcome in ('on-time', 'late') and ended_at >= $1 and ended_at < $2 group by process
       union all ${OF_CASES}`,
      [from, to],
    ),
  );
}

function named(rows: readonly OutcomesRow[]): Outcomes[] {
  return rows.map(({ process, subject, ...counts }) => ({ population: populationOf(process, subject), ...counts }));
}
