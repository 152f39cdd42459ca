import { DateTime, Duration } from 'luxon';
import type { JsonValue } from '#foundation';
import type { ExpressionEnv } from './compiled-expression.js';
import { quote, ValueError } from './expression-errors.js';

/** A date, or a date and time to the minute or finer, with or without an offset. Luxon would also take `10:00`. */
const DATE_AND_TIME = /^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(Z|[+-]\d{2}:?\d{2})?)?$/;

const DURATION = /^-?P(?=\d|T\d)(?:\d+Y)?(?:\d+M)?(?:\d+W)?(?:\d+D)?(?:T(?=\d)(?:\d+H)?(?:\d+M)?(?:\d+(?:\.\d+)?S)?)?$/;

/**
 * The instant that a due date or a timer names, ISO 8601 in UTC with milliseconds (`2026-11-21T10:00:00.000Z`).
 * Dates and times without an offset are read in `env.zone`, a date alone is its first moment there. Null stays null.
 * @throws {ValueError}
 */
export function toInstant(value: JsonValue, env: Pick<ExpressionEnv, 'zone'>): string | null {
  if (value === null || value === '') return null;
  const instant =
    typeof value === 'string' && DATE_AND_TIME.test(value) ? DateTime.fromISO(value, { zone: env.zone }) : null;
  if (instant?.isValid) return instant.toJSDate().toISOString();
  throw new ValueError(`A date and time like "2026-11-21T17:00:00+07:00" is needed here, not ${quote(value)}.`);
}

/** Whether a text is a date and time that means the same instant in every zone. */
export function isFixedInstant(text: string): boolean {
  return (DATE_AND_TIME.exec(text)?.[1] ?? null) !== null && DateTime.fromISO(text).isValid;
}

/** An ISO 8601 duration such as `P1D` or `PT8H`, checked. @throws {ValueError} */
export function toDuration(value: JsonValue): string {
  if (typeof value === 'string' && DURATION.test(value)) return value;
  throw new ValueError(`A duration like "P1D" or "PT8H" is needed here, not ${quote(value)}.`);
}

/**
 * The instant one duration later (earlier if it is negative), in UTC. Years, months, weeks and days are counted on the
 * calendar of `zone`, hours and less on the clock. The result must lie before the year 10000.
 * @throws {ValueError}
 */
export function addDuration(instant: string, duration: string, zone = 'utc'): string {
  const sum = DateTime.fromISO(instant, { zone }).plus(Duration.fromISO(toDuration(duration)));
  if (!sum.isValid || sum.year > 9999)
    throw new ValueError(`${quote(duration)} after ${quote(instant)} is out of range.`);
  return sum.toJSDate().toISOString();
}

/** A repeating timer (ISO 8601 `R3/PT10M`, `R/2026-11-21T10:00:00Z/P1D`). */
export interface TimerCycle {
  /** How many times it fires; null is without end. */
  readonly repetitions: number | null;
  /** First firing, an instant in UTC; without it the first is one interval after the start. */
  readonly start: string | null;
  /** ISO 8601 duration, longer than zero. */
  readonly interval: string;
}

/** @throws {ValueError} also for an interval of zero, which would fire for ever in one instant. */
export function toCycle(value: JsonValue, env: Pick<ExpressionEnv, 'zone'>): TimerCycle {
  const parts = typeof value === 'string' ? value.split('/') : [];
  const repeat = /^R(\d{0,9})$/.exec(parts[0] ?? '');
  const interval = parts[parts.length - 1] ?? '';
  if (repeat === null || parts.length < 2 || parts.length > 3 || !DURATION.test(interval) || !isPositive(interval)) {
    throw new ValueError(`A cycle like "R3/PT10M" is needed here, not ${quote(value)}.`);
  }
  return {
    repetitions: repeat[1] === '' ? null : Number(repeat[1]),
    start: parts.length === 3 ? toInstant(parts[1] as string, env) : null,
    interval,
  };
}

/** How often and how far apart work is attempted that fails (ISO 8601 `R3/PT10M`). */
export interface RetryCycle {
  /** All attempts together, the first included; at least 1. */
  readonly attempts: number;
  /** Between two attempts. A month counts as 30 days, a year as 365. */
  readonly pauseMs: number;
}

/** @throws {ValueError} also for a cycle without end, for one that has a start, and for `R0`. */
export function toRetryCycle(value: JsonValue): RetryCycle {
  const { repetitions, start, interval } = toCycle(value, { zone: 'utc' });
  if (repetitions === null || repetitions === 0 || start !== null) {
    throw new ValueError(`A number of attempts and a pause like "R3/PT10M" are needed here, not ${quote(value)}.`);
  }
  return { attempts: repetitions, pauseMs: Duration.fromISO(interval).toMillis() };
}

function isPositive(duration: string): boolean {
  return Duration.fromISO(duration).toMillis() > 0;
}
