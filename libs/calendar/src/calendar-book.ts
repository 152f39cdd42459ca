import type { CalendarData } from './calendar-data.js';
import { UnknownCalendarError } from './errors.js';
import { WorkingTime } from './working-time.js';

/** One published version of a calendar. */
export interface PublishedCalendar {
  readonly data: CalendarData;
  readonly version: number;
}

/** All calendars in force at one moment. */
export interface CalendarState {
  /** Rises whenever any calendar is published. */
  readonly publication: number;
  /** The newest version of each key. */
  readonly calendars: readonly PublishedCalendar[];
  /** The calendar's key for each unit's code. A unit that is not here is not known. */
  readonly units: Readonly<Record<string, string>>;
  /** Key of the calendar of the agency. */
  readonly usual: string;
}

/** By what something is counted. */
export interface CalendarInForce {
  readonly key: string;
  readonly version: number;
  readonly workingTime: WorkingTime;
}

type CalendarOfGroups = Pick<CalendarBook, 'publication' | 'addWorkingTime' | 'workingDaysBetween' | 'workingHoursBetween'>;

/** The unit that candidate groups name first, as `unit:X` or `head:X`; as `unit_of_groups` of the database. */
export function unitOfGroups(groups: readonly string[]): string | null {
  return groups.find((group) => /^(unit|head):/.test(group))?.slice('unit:'.length) ?? null;
}

/**
 * What a running program knows of all calendars; expressions ask it (`WorkingCalendar` of `#expressions`). It keeps what
 * it has compiled of versions that did not change.
 *
 * Wherever a calendar is named, it is by its key or by the code of a unit; without a name the usual one counts.
 */
export class CalendarBook {
  private entries = new Map<string, CalendarInForce>();
  private units = new Map<string, string>();
  private usual = '';
  private current = 0;

  constructor(state?: CalendarState) {
    if (state !== undefined) this.use(state);
  }

  /** By which state of the calendars this book counts: {@link CalendarState.publication}. */
  get publication(): number {
    return this.current;
  }

  /** Counts by another state from now on. */
  use({ publication, calendars, units, usual }: CalendarState): void {
    const known = this.entries;
    this.entries = new Map(
      calendars.map(({ data, version }) => {
        const before = known.get(data.key);
        const entry = before?.version === version ? before : { key: data.key, version, workingTime: new WorkingTime(data) };
        return [data.key, entry];
      }),
    );
    this.units = new Map(Object.entries(units));
    this.usual = usual;
    this.current = publication;
  }

  /** @throws {UnknownCalendarError} as every method that takes a name, and all before there are calendars. */
  workingTime(keyOrUnit?: string): WorkingTime {
    return this.entry(keyOrUnit).workingTime;
  }

  /**
   * What a unit follows: the usual calendar where it has none of its own, where no unit is known (null), and where its code
   * is not known any more, as registers keep naming units that are gone.
   */
  ofUnit(unitCode: string | null): CalendarInForce {
    return this.entry(unitCode === null ? undefined : this.units.get(unitCode));
  }

  /** The same book for a task that is offered to these groups: without a name what {@link ofUnit} gives for their unit counts. */
  ofGroups(groups: readonly string[]): CalendarOfGroups {
    const own = this.ofUnit(unitOfGroups(groups)).key;
    return {
      publication: this.publication,
      addWorkingTime: (from, duration, calendar = own) => this.addWorkingTime(from, duration, calendar),
      workingDaysBetween: (from, to, calendar = own) => this.workingDaysBetween(from, to, calendar),
      workingHoursBetween: (from, to, calendar = own) => this.workingHoursBetween(from, to, calendar),
    };
  }

  /** The version of a calendar that this book counts by; undefined where it does not know the calendar. */
  versionOf(key: string): number | undefined {
    return this.entries.get(key)?.version;
  }

  addWorkingTime(from: string, duration: string, calendar?: string): string {
    return this.workingTime(calendar).add(from, duration);
  }

  workingDaysBetween(from: string, to: string, calendar?: string): number {
    return this.workingTime(calendar).workingDaysBetween(from, to);
  }

  workingHoursBetween(from: string, to: string, calendar?: string): number {
    return this.workingTime(calendar).workingSecondsBetween(from, to) / 3_600;
  }

  private entry(name = this.usual): CalendarInForce {
    const entry = this.entries.get(name) ?? this.entries.get(this.units.get(name) ?? '');
    if (entry === undefined) throw new UnknownCalendarError(name);
    return entry;
  }
}
