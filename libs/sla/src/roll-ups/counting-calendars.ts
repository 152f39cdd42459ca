import { type CalendarBook, type CalendarData, UnknownCalendarError, WorkingTime } from '#calendar';
import type { Reader } from './task-record.js';

/** The published calendar that the working time of a task was counted by. */
export interface CountedBy {
  readonly calendar: string;
  readonly calendarVersion: number;
}

/** Of the calendars of the office, those that units follow now. */
export type CurrentCalendars = Pick<CalendarBook, 'workingTime' | 'versionOf'>;

/**
 * By which calendar the working time of a task is counted: the newest of its unit when it is counted first. From then on
 * that version, so that a calendar published later changes no figure of the past, and a recomputation finds the same.
 */
export class CountingCalendars {
  private constructor(
    private readonly current: CurrentCalendars,
    private readonly earlier: ReadonlyMap<string, WorkingTime>,
  ) {}

  /** @param counted by what the tasks in question were counted before: versions that are not in force any more are read */
  static async load(reader: Reader, current: CurrentCalendars, counted: readonly CountedBy[]): Promise<CountingCalendars> {
    const wanted = new Map(counted.map(({ calendar, calendarVersion: version }) => [`${calendar} ${version}`, { calendar, version }]));
    for (const { calendar } of [...wanted.values()]) wanted.delete(`${calendar} ${currentVersion(current, calendar)?.version}`);
    const rows = wanted.size === 0 ? [] : await reader.query<{ calendar: string; version: number; data: CalendarData }>(
      `select v.calendar, v.version, v.data
       from calendar_version v
       join jsonb_to_recordset($1) as w(calendar text, version integer) on w.calendar = v.calendar and w.version = v.version`,
      [JSON.stringify([...wanted.values()])],
    );
    const earlier = rows.map(({ calendar, version, data }) => [`${calendar} ${version}`, new WorkingTime(data)] as const);
    return new CountingCalendars(current, new Map(earlier));
  }

  /** @param unit code; null, or one that follows no calendar of its own: the usual calendar of the agency */
  of(unit: string | null, before?: CountedBy): CountedBy & { readonly workingTime: WorkingTime } {
    const { key, version } = (unit !== null && currentVersion(this.current, unit)) || this.current.versionOf();
    const earlier = before?.calendar === key ? this.earlier.get(`${key} ${before.calendarVersion}`) : undefined;
    return before !== undefined && earlier !== undefined
      ? { calendar: key, calendarVersion: before.calendarVersion, workingTime: earlier }
      : { calendar: key, calendarVersion: version, workingTime: this.current.workingTime(key) };
  }
}

/** Of a calendar or a unit; undefined: no calendar is known by this name. */
function currentVersion(current: CurrentCalendars, name: string): { key: string; version: number } | undefined {
  try {
    return current.versionOf(name);
  } catch (error) {
    if (error instanceof UnknownCalendarError) return undefined;
    throw error;
  }
}
