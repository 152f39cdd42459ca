import type { JsonValue } from '#foundation';
import type { ExpressionEnv, WorkingCalendar } from './compiled-expression.js';
import { quote, ValueError } from './expression-errors.js';
import { toDuration, toInstant } from './instants.js';
import { toInteger, toNumber, toText } from './values.js';

/** A function for working time, the same in FEEL and in `${…}`. Its last argument may be left out. */
export interface WorkingTimeFunction {
  /** Names of the arguments, for FEEL's calls by name. */
  readonly parameters: readonly [string, string, string];
  /** Whether it yields an instant, as a text in UTC, or a number. */
  readonly yields: 'instant' | 'number';
  /**
   * Null where an instant that it counts from is null, as functions of FEEL answer null.
   * @throws {Error} where the office has no calendar; {@link ValueError} for arguments of another type; and what the
   * calendar throws.
   */
  run(args: readonly JsonValue[], env: ExpressionEnv): JsonValue;
}

const DURATION: WorkingTimeFunction['parameters'] = ['from', 'duration', 'calendar'];
const AFTER: WorkingTimeFunction['parameters'] = ['from', 'n', 'calendar'];
const BEFORE: WorkingTimeFunction['parameters'] = ['due', 'n', 'calendar'];
const BETWEEN: WorkingTimeFunction['parameters'] = ['from', 'to', 'calendar'];

/** The functions by their names in FEEL, which itself has none of them. */
export const WORKING_TIME_FUNCTIONS: Readonly<Record<string, WorkingTimeFunction>> = {
  'add working time': adding(DURATION, toDuration),
  'working days after': adding(AFTER, (n) => daysLong(toInteger(n))),
  'working days before': adding(BEFORE, (n) => daysLong(-toInteger(n))),
  'working hours after': adding(AFTER, (n) => hoursLong(toNumber(n))),
  'working hours before': adding(BEFORE, (n) => hoursLong(-toNumber(n))),
  'working days between': measuring((calendar, ...question) => calendar.workingDaysBetween(...question)),
  'working hours between': measuring((calendar, ...question) => calendar.workingHoursBetween(...question)),
};

function adding(
  parameters: WorkingTimeFunction['parameters'],
  lengthOf: (amount: JsonValue) => string,
): WorkingTimeFunction {
  const run: WorkingTimeFunction['run'] = ([from = null, amount = null, calendar = null], env) => {
    const instant = toInstant(from, env);
    if (instant === null) return null;
    const duration = lengthOf(amount);
    const due = toInstant(calendarOf(env).addWorkingTime(instant, duration, toText(calendar) ?? undefined), env);
    if (due === null) throw new Error(`the calendar knows no instant ${duration} of working time after ${instant}`);
    return due;
  };
  return { parameters, yields: 'instant', run };
}

function measuring(
  measure: (calendar: WorkingCalendar, from: string, to: string, name?: string) => number,
): WorkingTimeFunction {
  const run: WorkingTimeFunction['run'] = ([from = null, to = null, calendar = null], env) => {
    const [start, end] = [toInstant(from, env), toInstant(to, env)];
    if (start === null || end === null) return null;
    return measure(calendarOf(env), start, end, toText(calendar) ?? undefined);
  };
  return { parameters: BETWEEN, yields: 'number', run };
}

function calendarOf({ calendar }: ExpressionEnv): WorkingCalendar {
  if (calendar !== undefined) return calendar;
  throw new Error('the office has configured no calendar; configure one, or add a duration to a date and time');
}

function daysLong(days: number): string {
  return `${days < 0 ? '-' : ''}P${Math.abs(days)}D`;
}

/** In whole seconds: an hour has decimals that durations cannot write. */
function hoursLong(hours: number): string {
  const seconds = Math.round(hours * 3_600);
  if (!Number.isSafeInteger(seconds)) throw new ValueError(`A number of hours is needed here, not ${quote(hours)}.`);
  return `${seconds < 0 ? '-' : ''}PT${Math.abs(seconds)}S`;
}
