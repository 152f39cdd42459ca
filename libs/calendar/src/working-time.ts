import { DateTime, Duration } from 'luxon';
import { isCalendarDate } from '#foundation';
import {
  type CalendarData,
  type CalendarDay,
  FIRST_YEAR,
  isInSeason,
  LAST_YEAR,
  type Session,
  type Weekday,
  type YearStatus,
} from './calendar-data.js';
import { OutsideOfCalendarError, WorkingDurationError } from './errors.js';
import type { Remaining } from './remaining.js';
import { WorkingYear } from './working-year.js';

/** One date as a calendar on a screen shows it: its row, or what the week says. */
export interface DayInCalendar {
  /** `YYYY-MM-DD` */
  readonly date: string;
  /** `usual`: as the days of the week say. */
  readonly kind: CalendarDay['kind'] | 'usual';
  /** Empty: nobody works. */
  readonly sessions: readonly Session[];
  /** Of the row, or of the weekday where the week has it off; null on a usual day of work. */
  readonly name: string | null;
  readonly source: string;
}

/** A day on which nobody works, and why. */
export type SkippedDay = Pick<DayInCalendar, 'date' | 'source'> & { readonly name: string };

const WEEKDAYS = ['Chủ Nhật', 'Thứ Hai', 'Thứ Ba', 'Thứ Tư', 'Thứ Năm', 'Thứ Sáu', 'Thứ Bảy'];
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:?\d{2})$/;

/** A place in a calendar: its year, the day in it, and the instant in milliseconds. */
interface Place {
  readonly year: WorkingYear;
  readonly day: number;
  readonly at: number;
}

/**
 * Counts in the working time of one calendar. Instants come and go as ISO 8601 in UTC; a date alone (`2026-11-20`) is its
 * first moment in the calendar's zone. A year is compiled when it is first asked for; after that a question costs a few
 * binary searches, however far it counts.
 *
 * Working days (Civil Code 2015 §147–148): the day of the start is not counted, and the term ends with the last session
 * of its last day. Working hours run inside of sessions only. The two are different units: neither is made of the other.
 * @throws {OutsideOfCalendarError} from every method, for what lies outside of the years 1950 to 2199.
 */
export class WorkingTime {
  private readonly compiled = new Map<number, WorkingYear>();
  private readonly rows: ReadonlyMap<string, CalendarDay>;
  private readonly longestDay: number;
  private readonly workingDaysOfWeek: number;

  /** @param data what {@link calendarDataSchema} lets pass. */
  constructor(private readonly data: CalendarData) {
    this.rows = new Map(data.days.map((day) => [day.date, day]));
    const weeks = [data.week, ...(data.seasons ?? []).map(({ week }) => week)];
    this.longestDay = Math.max(...weeks.flatMap((week) => Object.values(week).map(lengthOf)));
    this.workingDaysOfWeek = Object.values(data.week).filter(({ length }) => length > 0).length;
  }

  /** IANA name of the zone whose clocks and dates it goes by. */
  get zone(): string {
    return this.data.zone;
  }

  /**
   * The instant so much working time after another; before it, where the duration is negative. Hours begin at the next
   * session where they are counted from outside of one. What lands exactly between two sessions stays at the end of the one
   * where it came.
   * @param duration ISO 8601. A week is as many working days as the usual week of the calendar has; days are counted first,
   * then hours, minutes and seconds from the end of the last day.
   * @throws {WorkingDurationError} for years, months and parts of a day.
   */
  add(from: string, duration: string): string {
    const { weeks = 0, days = 0, hours = 0, minutes = 0, seconds = 0, ...others } = partsOf(duration);
    const workingDays = weeks * this.workingDaysOfWeek + days;
    if (Object.keys(others).length > 0 || !Number.isInteger(workingDays)) throw new WorkingDurationError(duration);
    const span = Math.round(hours * HOUR_MS + minutes * MINUTE_MS + seconds * 1_000);
    // `P0D` asks for the end of a day, `PT0S` for the instant itself.
    if (workingDays === 0 && (span !== 0 || !/[WD]/.test(duration))) return this.move(from, span);
    const day = this.addDays(from, workingDays);
    return span === 0 ? day : this.move(day, span);
  }

  /**
   * The end of the last session of the `days`th working day after the day of `from`; of the one before it, where `days`
   * is negative. 0: of that day itself, or of the next working day where it is off.
   */
  addDays(from: string, days: number): string {
    if (!Number.isInteger(days)) throw new WorkingDurationError(`${days} days`);
    let { year, day } = this.placeOf(from);
    // The how many-th working day of the year it is.
    let nth = year.workingDaysBefore[day + 1]! + days;
    if (days <= 0 && !year.isWorkingDay(day)) nth += 1;
    for (; nth > year.workingDays; year = this.year(year.year + 1)) nth -= year.workingDays;
    while (nth < 1) {
      year = this.year(year.year - 1);
      nth += year.workingDays;
    }
    day = year.workingDay(nth);
    return isoText(year.endOf(day));
  }

  /** Working time from one instant to another, in seconds; negative where `to` is earlier. */
  workingSecondsBetween(from: string, to: string): number {
    return this.workedBetween(this.placeOf(from), this.placeOf(to)) / 1_000;
  }

  /** Working days after the day of `from` up to the day of `to`; negative where `to` is earlier. */
  workingDaysBetween(from: string, to: string): number {
    return this.daysBetween(this.placeOf(from), this.placeOf(to));
  }

  /** The date on which an instant lies. */
  dayAt(instant: string): DayInCalendar {
    const { year, day } = this.placeOf(instant);
    return this.dayOn(year.dateOf(day));
  }

  /** Every date from one to another, both included, as `YYYY-MM-DD`; none where `to` is earlier. */
  days(from: string, to: string): DayInCalendar[] {
    const days: DayInCalendar[] = [];
    for (let at = Date.parse(from); at <= Date.parse(to); at += DAY_MS) {
      days.push(this.dayOn(new Date(at).toISOString().slice(0, 10)));
    }
    return days;
  }

  /** The days off after the day of `from`, up to and with the day of `to`, in order. */
  skippedBetween(from: string, to: string): SkippedDay[] {
    const [start, end] = [this.placeOf(from), this.placeOf(to)];
    return this.days(start.year.dateOf(start.day + 1), end.year.dateOf(end.day)).flatMap(({ date, sessions, name, source }) =>
      sessions.length === 0 && name !== null ? [{ date, name, source }] : [],
    );
  }

  /**
   * What is left from an instant to a deadline: whole working days, then hours and minutes of days of which only a part
   * is left. Where those make up the longest day of the week, they are one more day. `late` where `to` is earlier.
   */
  remaining(from: string, to: string): Remaining {
    const [start, end] = [this.placeOf(from), this.placeOf(to)];
    if (end.at < start.at) return { ...this.remaining(to, from), late: true };
    const sameDay = start.year === end.year && start.day === end.day;
    const parts = sameDay
      ? [{ ...start, until: end.at }]
      : [
          { ...start, until: start.year.midnights[start.day + 1]! },
          { ...end, at: end.year.midnights[end.day]!, until: end.at },
        ];
    let days = sameDay ? 0 : this.daysBetween(start, end) - (end.year.isWorkingDay(end.day) ? 1 : 0);
    let rest = 0;
    for (const { year, day, at, until } of parts) {
      const left = year.workedUntil(until) - year.workedUntil(at);
      const whole = year.workedUntil(year.midnights[day + 1]!) - year.workedUntil(year.midnights[day]!);
      if (left > 0 && left === whole) days += 1;
      else rest += left;
    }
    if (rest >= this.longestDay) {
      days += 1;
      rest -= this.longestDay;
    }
    return { days, hours: Math.floor(rest / HOUR_MS), minutes: Math.floor((rest % HOUR_MS) / MINUTE_MS), late: false };
  }

  /** How much is known of the days off between two instants: the least that is known of any year they touch. */
  announcedUntil(from: string, to: string): YearStatus {
    const years = [this.placeOf(from).year.year, this.placeOf(to).year.year];
    const [first, last] = [Math.min(...years), Math.max(...years)];
    const known = new Map(this.data.years.map(({ year, status }) => [year, status]));
    const statuses: YearStatus[] = [];
    for (let year = first; year <= last; year += 1) statuses.push(known.get(year) ?? 'not-announced');
    const worst = (['not-announced', 'partly-announced'] as const).find((status) => statuses.includes(status));
    return worst ?? 'announced';
  }

  private move(from: string, span: number): string {
    const { year: start, at } = this.placeOf(from);
    let year = start;
    if (span === 0) return isoText(year.isInSession(at) ? at : this.opening(year, at));
    let worked = year.workedUntil(at) + span;
    if (span > 0) {
      for (; worked > year.total; year = this.year(year.year + 1)) worked -= year.total;
      return isoText(year.firstWith(worked));
    }
    while (worked < 0 || worked >= year.total) {
      year = this.year(year.year - 1);
      worked += year.total;
    }
    return isoText(year.lastWith(worked));
  }

  /** The instant where it lies in a session, otherwise the start of the next session. */
  private opening(from: WorkingYear, at: number): number {
    let year = from;
    let worked = year.workedUntil(at);
    for (; worked >= year.total; year = this.year(year.year + 1)) worked = 0;
    return year.lastWith(worked);
  }

  private workedBetween(start: Place, end: Place): number {
    if (end.at < start.at) return 0 - this.workedBetween(end, start);
    const worked = end.year.workedUntil(end.at) - start.year.workedUntil(start.at);
    return worked + this.sumOfYears(start, end, ({ total }) => total);
  }

  private daysBetween(start: Place, end: Place): number {
    if (end.at < start.at) return 0 - this.daysBetween(end, start);
    const days = end.year.workingDaysBefore[end.day + 1]! - start.year.workingDaysBefore[start.day + 1]!;
    return days + this.sumOfYears(start, end, ({ workingDays }) => workingDays);
  }

  private sumOfYears(start: Place, end: Place, amount: (year: WorkingYear) => number): number {
    let sum = 0;
    for (let { year } = start.year; year < end.year.year; year += 1) sum += amount(this.year(year));
    return sum;
  }

  private dayOn(date: string): DayInCalendar {
    const row = this.rows.get(date);
    if (row !== undefined) return row;
    const day = weekday(date);
    const season = this.data.seasons?.find((each) => isInSeason(date.slice(5), each));
    const { week, source } = season ?? { week: this.data.week, source: this.data.weekSource };
    const sessions = week[day];
    return { date, kind: 'usual', sessions, name: sessions.length > 0 ? null : WEEKDAYS[Number(day) % 7]!, source };
  }

  private placeOf(instant: string): Place {
    const at = INSTANT.test(instant) ? Date.parse(instant) : this.startOfDate(instant);
    // 30 February reads as 2 March; only the last days of a month need the costlier look.
    if (Number.isNaN(at) || (instant.slice(8, 10) > '28' && !isCalendarDate(instant.slice(0, 10)))) throw new OutsideOfCalendarError(`"${instant}"`);
    let year = this.year(new Date(at).getUTCFullYear());
    if (at < year.midnights[0]!) year = this.year(year.year - 1);
    else if (at >= year.midnights[year.length]!) year = this.year(year.year + 1);
    return { year, day: year.dayAt(at), at };
  }

  private startOfDate(date: string): number {
    return /^\d{4}-\d{2}-\d{2}$/.test(date) ? DateTime.fromISO(date, { zone: this.data.zone }).toMillis() : NaN;
  }

  private year(number: number): WorkingYear {
    let year = this.compiled.get(number);
    if (year === undefined) {
      if (!(number >= FIRST_YEAR && number <= LAST_YEAR)) throw new OutsideOfCalendarError(`The year ${number}`);
      year = new WorkingYear(number, this.data.zone, (date) => this.dayOn(date).sessions);
      this.compiled.set(number, year);
    }
    return year;
  }
}

function weekday(date: string): Weekday {
  return String(new Date(date).getUTCDay() || 7) as Weekday;
}

function lengthOf(sessions: readonly Session[]): number {
  return sessions.reduce((sum, { from, to }) => sum + minutesOf(to) - minutesOf(from), 0) * MINUTE_MS;
}

function minutesOf(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
}

function isoText(at: number): string {
  return new Date(at).toISOString();
}

function partsOf(duration: string) {
  const read = Duration.fromISO(duration);
  if (!read.isValid) throw new WorkingDurationError(duration);
  const { weeks, days, hours, minutes, seconds, milliseconds = 0, ...others } = read.toObject();
  return { weeks, days, hours, minutes, seconds: (seconds ?? 0) + milliseconds / 1_000, ...others };
}
