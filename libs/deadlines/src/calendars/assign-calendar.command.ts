import type { Command } from '#runtime';
import { beginCalendarMove } from '../move/begin-calendar-move.js';
import { CalendarNotFoundError, CalendarUnitUnknownError } from './errors.js';
import { ONE_CHANGE_AT_A_TIME } from './one-change.js';

export interface CalendarOfUnit {
  readonly unitCode: string;
  /** Key of a published calendar. */
  readonly calendar: string;
}

export interface AssignCalendarInput extends CalendarOfUnit {
  /** Why, for whoever reads later why a deadline has moved. */
  readonly reason: string;
}

interface FoundRow {
  readonly unitExists: boolean;
  readonly calendarExists: boolean;
  readonly former: string | null;
}

/**
 * Lets a unit follow a calendar: it counts for what the unit owes, and wherever a model names the code of the unit as its
 * calendar. Open deadlines follow it.
 * @throws CalendarUnitUnknownError, CalendarNotFoundError
 */
export const assignCalendar: Command<AssignCalendarInput, CalendarOfUnit> = {
  name: 'deadlines.assign-calendar',
  opening: () => ONE_CHANGE_AT_A_TIME,
  async run(context, { unitCode, calendar, reason }) {
    const [found] = await context.tx.query<FoundRow>(
      `select exists (select from unit where code = $1) as "unitExists",
              exists (select from calendar_version where calendar = $2) as "calendarExists",
              (select calendar from calendar_of_unit where unit_code = $1) as former`,
      [unitCode, calendar],
    );
    const { unitExists, calendarExists, former } = found!;
    if (!unitExists) throw new CalendarUnitUnknownError(unitCode);
    if (!calendarExists) throw new CalendarNotFoundError(calendar);
    if (former === calendar) {
      context.nothingChanged();
      return { unitCode, calendar };
    }
    const [row] = await context.tx.query<{ publication: number; version: number }>(
      `insert into calendar_of_unit (unit_code, calendar) values ($1, $2)
       on conflict (unit_code) do update set calendar = excluded.calendar, publication = excluded.publication
       returning publication, (select max(version) from calendar_version v where v.calendar = $2) as version`,
      [unitCode, calendar],
    );
    const detail = { old: former === null ? null : { calendar: former }, new: { calendar }, reason };
    context.audit({ subject: 'unit', subjectId: unitCode, detail });
    await beginCalendarMove(context, { calendar, ...row!, reason });
    return { unitCode, calendar };
  },
};
