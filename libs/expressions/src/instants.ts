import { DateTime, Duration } from 'luxon';
import type { JsonValue } from '#foundation';
import type { ExpressionEnv } from './compiled-expression.js';
import { quote, ValueError } from './expression-errors.js';

/** A date, or a date and time to the minute or finer, with or without an offset. Luxon would also take `10:00`. */
const DATE_AND_TIME = /^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(Z|[+-]\d{2}:?\d{2})?)?$/;

/** One figure, and what may follow it in the order of the units. Luxon would also take `P`, `P-1D` and 20 digits. */
const FIGURE = String.raw`\d{1,12}(?:\.\d{1,9})?`;
const units = (letters: string) => [...letters].map((letter) => `(?:${FIGURE}${letter})?`).join('');
const DURATION = new RegExp(String.raw`^-?P(?=\d|T\d)${units('YMWD')}(?:T(?=\d)${units('HMS')})?$`);

/**
 * The instant that a due date or a timer names, ISO 8601 in UTC with milliseconds (`2026-11-21T10:00:00.000Z`).
 * Dates and times without an offset are read in `env.zone`, a date alone is its first moment there. Null stays null.
 * @throws {ValueError}
 */
export function toInstant(value: JsonValue, env: Pick<ExpressionEnv, 'zone'>): string | null {
  if (value === null || value === '') return null;
  if (typeof value === 'string' && isInstantInUtc(value)) return value;
  const instant =
    typeof value === 'string' && DATE_AND_TIME.test(value) ? DateTime.fromISO(value, { zone: env.zone }) : null;
  if (instant?.isValid) return instant.toJSDate().toISOString();
  throw new ValueError(`A date and time like "2026-11-21T17:00:00+07:00" is needed here, not ${quote(value)}.`);
}

/** Whether it is in the very form that is asked for, as most are that come out of variables: luxon needs 40 µs for it. */
function isInstantInUtc(text: string): boolean {
  const at = text.length === 24 && text.endsWith('Z') ? Date.parse(text) : Number.NaN;
  return Number.isFinite(at) && new Date(at).toISOString() === text;
}

/** Whether a text is a date and time that means the same instant in every zone. */
export function isFixedInstant(text: string): boolean {
  return (DATE_AND_TIME.exec(text)?.[1] ?? null) !== null && DateTime.fromISO(text).isValid;
}

/** Whether a text is an ISO 8601 duration; any of its figures may be a decimal, a sign stands before the `P`. */
export function isDuration(text: string): boolean {
  return DURATION.test(text);
}

/** An ISO 8601 duration such as `P1D`, `PT8H`, `PT1.5H`, `-P1D` or `PT0S`, checked. @throws {ValueError} */
export function toDuration(value: JsonValue): string {
  if (typeof value === 'string' && isDuration(value)) return value;
  throw new ValueError(`A duration like "P1D" or "PT8H" is needed here, not ${quote(value)}.`);
}

/**
 * The instant one duration later (earlier if it is negative), in UTC. Years, months, weeks and days are counted on the
 * calendar of `zone`, hours and less on the clock. The result must lie in the years 1 to 9999.
 * @throws {ValueError}
 */
export function addDuration(instant: string, duration: string, zone = 'utc'): string {
  return cycleInstant(instant, duration, 1, zone);
}

/**
 * The `n`th firing of an interval, counting the start as the zeroth: the start plus `n` intervals at once. Counted that
 * way a month does not wear off at its short end: 31 January, 28 February, 31 March. `n` may be negative.
 * @throws {ValueError} as {@link addDuration}.
 */
export function cycleInstant(start: string, interval: string, n: number, zone: string): string {
  const span = Duration.fromISO(toDuration(interval)).mapUnits((figure) => figure * n);
  const sum = DateTime.fromISO(start, { zone }).plus(span);
  if (sum.isValid && sum.year >= 1 && sum.year <= 9999) return sum.toJSDate().toISOString();
  throw new ValueError(`${n === 1 ? '' : `${n} times `}${quote(interval)} after ${quote(start)} is out of range.`);
}

/**
 * The smallest `n`, not below zero, for which {@link cycleInstant} does not lie before `instant`: the next firing after
 * a time in which nobody fired timers. The interval must be longer than zero.
 * @throws {ValueError}
 */
export function cycleIndexAt(start: string, interval: string, instant: string, zone: string): number {
  const [from, to] = [Date.parse(start), Date.parse(instant)];
  if (to <= from) return 0;
  const isBefore = (n: number) => Date.parse(cycleInstant(start, interval, n, zone)) < to;
  // Close to it for hours and less. Months differ in length: a small part of one can be out by millions.
  let before = 0;
  let found = Math.floor((to - from) / lengthOf(interval)) + 1;
  for (let stride = 1; isBefore(found); stride *= 2) {
    before = found;
    found += stride;
  }
  while (found - before > 1) {
    const middle = Math.floor((before + found) / 2);
    if (isBefore(middle)) before = middle;
    else found = middle;
  }
  return found;
}

/** Milliseconds, a day being 24 hours, a month 30 days and a year 365. */
export function lengthOf(duration: string): number {
  return Duration.fromISO(duration).toMillis();
}
