import { type CalendarBook, type CalendarData, WorkingTime } from '#calendar';
import type { Reader } from './task-record.js';

/** The published calendar that the working time of a task was counted by. */
export interface CountedBy {
  readonly calendar: string;
  readonly calendarVersion: number;
}

/** By what a task was counted, and as the task of which unit. */
export interface CountedBefore extends CountedBy {
  readonly unit: string | null;
}

/** Of the calendars of the office, those that units follow now. */
export type CalendarsInForce = Pick<CalendarBook, 'ofUnit' | 'versionOf' | 'workingTime'>;

/**
 * By which calendar the working time of a task is counted: the newest that its unit follows when it is counted first. From
 * then on that version, unless the task becomes another unit's: neither a calendar that is published later nor one that the
 * unit is given later changes any figure of the past, and a recomputation finds the same.
 */
export class CountingCalendars {
  private constructor(
    private readonly inForce: CalendarsInForce,
    /** The others, by {@link nameOf}. */
    private readonly earlier: ReadonlyMap<string, WorkingTime>,
  ) {}

  /** @param counted by what the tasks in question were counted before: versions that are not in force any more are read */
  static async load(reader: Reader, inForce: CalendarsInForce, counted: readonly CountedBy[]): Promise<CountingCalendars> {
    const wanted = new Map(counted.map((by) => [nameOf(by), { calendar: by.calendar, version: by.calendarVersion }]));
    for (const by of counted) if (inForce.versionOf(by.calendar) === by.calendarVersion) wanted.delete(nameOf(by));
    const rows = wanted.size === 0 ? [] : await reader.query<CountedBy & { data: CalendarData }>(
      `select v.calendar, v.version as "calendarVersion", v.data
       from calendar_version v
       join jsonb_to_recordset($1) as w(calendar text, version integer) on w.calendar = v.calendar and w.version = v.version`,
      [JSON.stringify([...wanted.values()])],
    );
    return new CountingCalendars(inForce, new Map(rows.map((row) => [nameOf(row), new WorkingTime(row.data)])));
  }

  /** @param unit code; null, or one that follows no calendar of its own: the usual calendar of the agency */
  of(unit: string | null, before?: CountedBefore): CountedBy & { readonly workingTime: WorkingTime } {
    const kept = before?.unit === unit ? this.published(before) : undefined;
    if (before !== undefined && kept !== undefined) {
      return { calendar: before.calendar, calendarVersion: before.calendarVersion, workingTime: kept };
    }
    const { key, version, workingTime } = this.inForce.ofUnit(unit);
    return { calendar: key, calendarVersion: version, workingTime };
  }

  private published(by: CountedBy): WorkingTime | undefined {
    const isInForce = this.inForce.versionOf(by.calendar) === by.calendarVersion;
    return isInForce ? this.inForce.workingTime(by.calendar) : this.earlier.get(nameOf(by));
  }
}

function nameOf({ calendar, calendarVersion }: CountedBy): string {
  return `${calendar} ${calendarVersion}`;
}
