import type { JsonValue } from '#foundation';
import type { ExpressionEnv } from './compiled-expression.js';
import { cronProblem } from './cron/cron-after.js';
import { quote, ValueError } from './expression-errors.js';
import { cycleInstant, isDuration, lengthOf, toInstant } from './instants.js';

/** A repeating timer: at even distances, or by the calendar. */
export type TimerCycle = IntervalCycle | CronCycle;

/** ISO 8601: `R3/PT10M`, `R/2026-11-21T10:00:00Z/P1D`, `R5/PT1H/2026-11-21T10:00:00Z`, `R5/<start>/<end>`. */
export interface IntervalCycle {
  readonly kind: 'interval';
  /** How many times it fires; null is without a number. */
  readonly repetitions: number | null;
  /**
   * First firing, an instant in UTC; without it the first is one interval after the timer is armed. Where the model
   * says the end and a number, it is computed so that the last firing falls on the end.
   */
  readonly start: string | null;
  /** ISO 8601 duration, a millisecond or longer. */
  readonly interval: string;
  /** After this instant it does not fire any more, whatever its number; null is without end. */
  readonly end: string | null;
}

/** Cron as Camunda 7 writes it, checked; see {@link cronAfter}. */
export interface CronCycle {
  readonly kind: 'cron';
  readonly cron: string;
}

/** Instants are whole milliseconds: what is shorter would fire many times in one of them, or for ever. */
const SHORTEST_INTERVAL_MS = 1;

/** @throws {ValueError} also for an interval of less than a millisecond. */
export function toCycle(value: JsonValue, env: Pick<ExpressionEnv, 'zone'>): TimerCycle {
  if (typeof value === 'string' && !/^R\d*\//.test(value)) return toCronCycle(value);
  const [repeat = '', first = '', second, ...more] = typeof value === 'string' ? value.split('/') : [];
  if (!/^R\d{0,9}$/.test(repeat) || more.length > 0) throw notACycle(value);
  const repetitions = repeat === 'R' ? null : Number(repeat.slice(1));
  const cycle = { kind: 'interval', repetitions } as const;
  if (second === undefined) return { ...cycle, start: null, interval: positive(first, value), end: null };
  if (isDuration(second)) {
    return { ...cycle, start: moment(first, value, env), interval: positive(second, value), end: null };
  }
  const end = moment(second, value, env);
  if (isDuration(first)) {
    const interval = positive(first, value);
    const start = repetitions === null ? null : cycleInstant(end, interval, 1 - Math.max(repetitions, 1), env.zone);
    return { ...cycle, start, interval, end };
  }
  const start = moment(first, value, env);
  const seconds = (Date.parse(end) - Date.parse(start)) / 1_000;
  return { ...cycle, start, interval: positive(`${seconds < 0 ? '-' : ''}PT${Math.abs(seconds)}S`, value), end: null };
}

function toCronCycle(value: string): CronCycle {
  const cron = value.trim();
  const problem = cronProblem(cron);
  if (problem !== null) throw notACycle(value, problem);
  return { kind: 'cron', cron };
}

function positive(interval: string, value: JsonValue): string {
  if (!isDuration(interval) || lengthOf(interval) < SHORTEST_INTERVAL_MS) throw notACycle(value);
  return interval;
}

function moment(text: string, value: JsonValue, env: Pick<ExpressionEnv, 'zone'>): string {
  const instant = toInstant(text, env);
  if (instant === null) throw notACycle(value);
  return instant;
}

function notACycle(value: JsonValue, problem?: string): ValueError {
  const needed = 'A cycle like "R3/PT10M" or cron like "0 0 9 ? * MON-FRI" is needed here';
  return new ValueError(`${needed}, not ${quote(value)}${problem === undefined ? '' : `: ${problem}`}.`);
}
