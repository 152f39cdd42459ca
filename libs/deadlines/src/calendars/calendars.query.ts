import type { CalendarData, CalendarYear } from '#calendar';
import type { Database } from '#database';
import { type Page, readCursor, toPage } from '#foundation';
import { z } from 'zod';
import { CalendarNotFoundError } from './errors.js';

/** A calendar as it is in force. */
export interface CalendarRow {
  readonly calendar: string;
  readonly name: string;
  readonly version: number;
  readonly publishedAt: string;
  /** The one that counts where nothing names another. */
  readonly usual: boolean;
  /** How much is known of the days off of each year; nothing of those that are not here. */
  readonly years: readonly CalendarYear[];
  /** Codes of the units that were given it. */
  readonly units: readonly string[];
}

/** One published version, without its days. */
export interface CalendarVersionRow {
  readonly version: number;
  readonly publication: number;
  readonly publishedAt: string;
  /** Login, or `system:<part>`. */
  readonly publishedBy: string;
  readonly note: string | null;
  readonly days: number;
}

/** A version with all that it says. */
export interface PublishedVersion extends Omit<CalendarVersionRow, 'days'> {
  readonly data: CalendarData;
}

const VERSION_COLUMNS = `version, publication, published_at as "publishedAt", published_by as "publishedBy", note`;

/** By key. Not paged: an agency has its own calendar and those of a few units with other hours. */
export async function listCalendars(database: Database): Promise<CalendarRow[]> {
  return database.query<CalendarRow>(
    `select distinct on (calendar) calendar, data ->> 'name' as name, version, published_at as "publishedAt",
       calendar = (select calendar from calendar_version order by publication limit 1) as usual,
       data -> 'years' as years, array(select unit_code from calendar_of_unit u where u.calendar = v.calendar order by unit_code) as units
     from calendar_version v order by calendar, version desc`,
  );
}

/** Newest first. @throws CalendarNotFoundError where there is no such calendar. */
export async function listCalendarVersions(
  database: Database,
  filter: { calendar: string; limit: number; after?: string },
): Promise<Page<CalendarVersionRow>> {
  const before = readCursor(filter.after, z.int()) ?? null;
  const rows = await database.query<CalendarVersionRow>(
    `select ${VERSION_COLUMNS}, jsonb_array_length(data -> 'days') as days from calendar_version
     where calendar = $1 and ($2::integer is null or version < $2) order by version desc limit $3`,
    [filter.calendar, before, filter.limit + 1],
  );
  if (rows.length === 0 && before === null) throw new CalendarNotFoundError(filter.calendar);
  return toPage(rows, filter.limit, ({ version }) => version);
}

/** One version of a calendar, the one in force unless another is named. @throws CalendarNotFoundError */
export async function getCalendar(database: Database, calendar: string, version?: number): Promise<PublishedVersion> {
  const [row] = await database.query<PublishedVersion>(
    `select ${VERSION_COLUMNS}, data from calendar_version
     where calendar = $1 and ($2::integer is null or version = $2) order by version desc limit 1`,
    [calendar, version ?? null],
  );
  if (row === undefined) throw new CalendarNotFoundError(calendar, version);
  return row;
}
