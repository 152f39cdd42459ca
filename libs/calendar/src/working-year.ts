import { DateTime, IANAZone } from 'luxon';
import type { Session } from './calendar-data.js';

const DAY_MS = 86_400_000;

/**
 * One year of a calendar as rising numbers, so that every question is a binary search. Instants are milliseconds since
 * 1970; days are counted from 0, 1 January, by the dates of the zone, so a day of 23 or 25 hours is one day.
 */
export class WorkingYear {
  /** First instant of each day, and of 1 January after. */
  readonly midnights: readonly number[];
  /** Working days among the days before this one; one more entry for the whole year. */
  readonly workingDaysBefore: number[] = [0];
  private readonly opens: number[] = [];
  private readonly closes: number[] = [];
  /** Working time of the year before each session; one more entry for the whole year. */
  private readonly workedBefore: number[] = [0];

  constructor(
    readonly year: number,
    zone: string,
    sessionsOn: (date: string) => readonly Session[],
  ) {
    this.midnights = midnightsOf(year, zone);
    for (let day = 0; day < this.length; day += 1) {
      const worked = this.total;
      const date = this.dateOf(day);
      for (const session of sessionsOn(date)) this.addSession(day, date, session, zone);
      this.workingDaysBefore.push(this.workingDays + (this.total > worked ? 1 : 0));
    }
  }

  /** Days in the year. */
  get length(): number {
    return this.midnights.length - 1;
  }

  /** Working time of the year in milliseconds. */
  get total(): number {
    return this.workedBefore.at(-1)!;
  }

  get workingDays(): number {
    return this.workingDaysBefore.at(-1)!;
  }

  dateOf(day: number): string {
    return dateText(Date.UTC(this.year, 0, 1 + day));
  }

  /** The day of an instant of this year. */
  dayAt(at: number): number {
    return firstAbove(this.midnights, at) - 1;
  }

  isWorkingDay(day: number): boolean {
    return this.workingDaysBefore[day + 1]! > this.workingDaysBefore[day]!;
  }

  /** The `n`th working day of the year, from 1 to {@link workingDays}. */
  workingDay(n: number): number {
    return firstAbove(this.workingDaysBefore, n - 1) - 1;
  }

  /** The end of the last session of a working day. */
  endOf(day: number): number {
    return this.closes[firstAbove(this.opens, this.midnights[day + 1]! - 1) - 1]!;
  }

  /** Working time of the year before an instant. */
  workedUntil(at: number): number {
    const session = firstAbove(this.opens, at) - 1;
    return session < 0 ? 0 : this.workedBefore[session]! + Math.min(at, this.closes[session]!) - this.opens[session]!;
  }

  /** The first instant by which so much has been worked, more than 0 and at most {@link total}: the end of a session at its seam. */
  firstWith(worked: number): number {
    const session = firstAbove(this.workedBefore, worked - 1) - 1;
    return this.opens[session]! + worked - this.workedBefore[session]!;
  }

  /** The last instant by which so much has been worked, at least 0 and less than {@link total}: the start of a session at its seam. */
  lastWith(worked: number): number {
    const session = firstAbove(this.workedBefore, worked) - 1;
    return this.opens[session]! + worked - this.workedBefore[session]!;
  }

  /** Whether an instant lies within a session, its start and its end included. */
  isInSession(at: number): boolean {
    const session = firstAbove(this.opens, at) - 1;
    return session >= 0 && at <= this.closes[session]!;
  }

  private addSession(day: number, date: string, { from, to }: Session, zone: string): void {
    // Where clocks are put forward, a session may lie in the hour that there is not, or reach over the start of the next.
    const opens = Math.max(this.instantOf(day, date, from, zone), this.closes.at(-1) ?? 0);
    const closes = this.instantOf(day, date, to, zone);
    if (closes <= opens) return;
    this.opens.push(opens);
    this.closes.push(closes);
    this.workedBefore.push(this.total + closes - opens);
  }

  private instantOf(day: number, date: string, time: string, zone: string): number {
    // Asking the zone costs 100 times as much, and only a day on which clocks change needs it.
    if (this.midnights[day + 1]! - this.midnights[day]! !== DAY_MS) {
      return DateTime.fromISO(`${date}T${time}`, { zone }).toMillis();
    }
    return this.midnights[day]! + (Number(time.slice(0, 2)) * 60 + Number(time.slice(3))) * 60_000;
  }
}

/** The first instants of the days of a year, and of the next year's first. */
function midnightsOf(year: number, zone: string): number[] {
  const clock = IANAZone.create(zone);
  const midnights: number[] = [];
  for (let day = Date.UTC(year, 0); day <= Date.UTC(year + 1, 0); day += DAY_MS) {
    const before = midnights.at(-1);
    // Reading a date in a zone costs several times as much, and is needed only where the clocks have changed.
    const next =
      before === undefined || clock.offset(before) !== clock.offset(before + DAY_MS) ? undefined : before + DAY_MS;
    midnights.push(next ?? DateTime.fromISO(dateText(day), { zone }).startOf('day').toMillis());
  }
  return midnights;
}

function dateText(day: number): string {
  return new Date(day).toISOString().slice(0, 10);
}

/** Index of the first of rising numbers that is greater than `limit`; their count where none is. */
function firstAbove(numbers: readonly number[], limit: number): number {
  let low = 0;
  let high = numbers.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (numbers[middle]! > limit) high = middle;
    else low = middle + 1;
  }
  return low;
}
