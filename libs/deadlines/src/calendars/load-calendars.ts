import type { CalendarData, CalendarState } from '#calendar';
import type { Transaction } from '#database';

/** Postgres notifies it whenever what {@link loadCalendars} reads has changed. */
export const CALENDAR_CHANNEL = 'congvan_calendar';

interface CalendarsRow {
  readonly publication: number | null;
  readonly calendars: { readonly data: CalendarData; readonly version: number }[] | null;
  readonly units: Record<string, string> | null;
  readonly usual: string | null;
}

/**
 * The calendars in force, each in its newest version, and which of them each unit follows; null before any is published.
 * The calendar that was published first is the usual one. One statement, so that what it gives belongs together.
 */
export async function loadCalendars(database: Pick<Transaction, 'query'>): Promise<CalendarState | null> {
  const [row] = await database.query<CalendarsRow>(
    `select
       (select greatest((select max(publication) from calendar_version), (select max(publication) from calendar_of_unit)))
         as publication,
       (select jsonb_agg(jsonb_build_object('data', data, 'version', version) order by calendar)
        from (select distinct on (calendar) calendar, version, data from calendar_version
              order by calendar, version desc) newest) as calendars,
       (select jsonb_object_agg(code, coalesce(calendar, usual))
        from unit left join calendar_of_unit on unit_code = code) as units,
       usual
     from (select (select calendar from calendar_version order by publication limit 1) as usual) agency`,
  );
  const { publication, calendars, units, usual } = row!;
  if (publication === null || calendars === null || usual === null) return null;
  return { publication, calendars, units: units ?? {}, usual };
}
