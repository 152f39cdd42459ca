import type { CalendarData } from '#calendar';
import type { Command } from '#runtime';
import { beginCalendarMove } from '../move/begin-calendar-move.js';
import { compareCalendars } from './compare-calendars.js';
import { CalendarStaleError } from './errors.js';
import { ONE_CHANGE_AT_A_TIME } from './one-change.js';
import { validCalendar } from './valid-calendar.js';

export interface PublishCalendarInput {
  readonly data: CalendarData;
  /** The version that was worked on; 0 for a calendar that is new. */
  readonly basedOn: number;
  /** Why, for whoever reads the versions later. */
  readonly note?: string;
}

export interface CalendarPublication {
  readonly calendar: string;
  readonly version: number;
  /** Rises over all calendars. */
  readonly publication: number;
  /** False where the version in force says the same already. */
  readonly changed: boolean;
}

interface VersionRow {
  readonly version: number;
  readonly publication: number;
  readonly data: CalendarData;
  readonly same: boolean;
}

/**
 * Puts a new version of a calendar into force, for everything that is counted from now on, and approves that what is due
 * already follows it: a worker then moves that, part by part. Whoever publishes has seen the plan of the move. The same
 * content again changes nothing. @throws CalendarInvalidError, CalendarStaleError
 */
export const publishCalendar: Command<PublishCalendarInput, CalendarPublication> = {
  name: 'deadlines.publish-calendar',
  opening: () => ONE_CHANGE_AT_A_TIME,
  async run(context, { data: given, basedOn, note }) {
    const data = validCalendar(given);
    const { key } = data;
    const [current] = await context.tx.query<VersionRow>(
      `select version, publication, data, data = $2::jsonb as same from calendar_version
       where calendar = $1 order by version desc limit 1`,
      [key, JSON.stringify(data)],
    );
    if (current?.same === true) {
      context.nothingChanged();
      return { calendar: key, version: current.version, publication: current.publication, changed: false };
    }
    const inForce = current?.version ?? 0;
    if (basedOn !== inForce) throw new CalendarStaleError(key, { basedOn, current: inForce });
    const version = inForce + 1;
    const [row] = await context.tx.query<{ publication: number }>(
      `insert into calendar_version (calendar, version, data, published_at, published_by, note)
       values ($1, $2, $3, $4, $5, $6) returning publication`,
      [key, version, JSON.stringify(data), context.now, context.caller.actor, note ?? null],
    );
    const { publication } = row!;
    const { added, changed, removed } = compareCalendars(current?.data, data);
    const days = { added: added.length, changed: changed.length, removed: removed.length };
    const detail = { old: current === undefined ? null : { version: inForce }, new: { version, publication }, days };
    context.audit({ subject: 'calendar', subjectId: key, detail });
    const reason = note ?? `công bố ${data.name}, phiên bản ${version}`;
    await beginCalendarMove(context, { calendar: key, version, publication, reason });
    return { calendar: key, version, publication, changed: true };
  },
};
