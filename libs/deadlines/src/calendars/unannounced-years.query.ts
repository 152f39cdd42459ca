import type { CalendarData, YearStatus } from '#calendar';
import type { Transaction } from '#database';

/** A year of which a calendar does not know all days off, though something is due in it: that may still move. */
export interface UnannouncedYear {
  readonly year: number;
  readonly status: Exclude<YearStatus, 'announced'>;
  /** Open deadlines of tasks and cases that are due in it, of the whole office. */
  readonly openDeadlines: number;
}

/** In order of the years; none where all that is due is counted over announced years. */
export async function listUnannouncedYears(
  database: Pick<Transaction, 'query'>,
  { zone, years }: Pick<CalendarData, 'zone' | 'years'>,
): Promise<UnannouncedYear[]> {
  const due = await database.query<{ year: number; openDeadlines: number }>(
    `select extract(year from due_at at time zone $1)::integer as year, count(*) as "openDeadlines"
     from deadline_entry where status = 'open' group by 1 order by 1`,
    [zone],
  );
  const known = new Map(years.map(({ year, status }) => [year, status]));
  return due.flatMap(({ year, openDeadlines }) => {
    const status = known.get(year) ?? 'not-announced';
    return status === 'announced' ? [] : [{ year, status, openDeadlines }];
  });
}
