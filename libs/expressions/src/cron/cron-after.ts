import { CronExpressionParser } from 'cron-parser';
import { DateTime } from 'luxon';
import { BoundedCache } from '#foundation';
import { ValueError, quote } from '../expression-errors.js';
import { type CronFields, daysIn, dependOnMonth, parseCronFields } from './cron-fields.js';

/** Longest cron that is read. */
const MAX_LENGTH = 200;

/** 29 February may be eight years away. */
const YEARS_AHEAD = 8;

const parsed = new BoundedCache<string, CronFields>(500);

/**
 * The first firing of a cron cycle strictly after an instant, in UTC; null when it never fires again. The fields are
 * times on the clock of `zone`. Read as Quartz does, which Camunda 7 uses: seconds first, `?`, `L`, `W`, `#`, names,
 * years; also five fields as in Unix, and nicknames such as `@daily`.
 * @throws {ValueError} when it cannot be read (see {@link cronProblem}).
 */
export function cronAfter(cron: string, instant: string, zone: string): string | null {
  const fields = read(cron);
  if (fields.years === null && !dependOnMonth(fields.days)) {
    return firstAfter(fields, fields.days.join(','), fields.months, { after: Date.parse(instant), zone });
  }
  const start = DateTime.fromISO(instant, { zone });
  const lastYear = fields.years === null ? start.year + YEARS_AHEAD : Math.max(...fields.years);
  const months = fields.months.split(',');
  for (let month = start.startOf('month'); month.year <= lastYear; month = month.plus({ months: 1 })) {
    if (fields.years !== null && !fields.years.has(month.year)) continue;
    if (fields.months !== '*' && !months.includes(String(month.month))) continue;
    const days = daysIn(fields.days, month);
    const after = Math.max(Date.parse(instant), month.toMillis() - 1);
    const due = days === '' ? null : firstAfter(fields, days, '*', { after, before: month.endOf('month'), zone });
    if (due !== null) return due;
  }
  return null;
}

/** Why a text cannot be used as cron, or null when it can. */
export function cronProblem(cron: string): string | null {
  try {
    parsed.getOrAdd(cron, parse);
    return null;
  } catch (error) {
    return (error as Error).message;
  }
}

function read(cron: string): CronFields {
  const problem = cronProblem(cron);
  if (problem === null) return parsed.getOrAdd(cron, parse);
  throw new ValueError(`Cron like "0 0 9 ? * MON-FRI" is needed here, not ${quote(cron)}: ${problem}.`);
}

function parse(cron: string): CronFields {
  if (cron.length > MAX_LENGTH) throw new Error(`it is longer than ${MAX_LENGTH} characters`);
  const fields = parseCronFields(cron);
  const days = daysIn(fields.days, DateTime.fromISO('2024-01-01'));
  CronExpressionParser.parse(`0 0 0 ${days === '' ? '*' : days} ${fields.months} ${fields.weekdays}`);
  return fields;
}

interface Span {
  /** Milliseconds since 1970. */
  readonly after: number;
  readonly before?: DateTime;
  readonly zone: string;
}

function firstAfter(fields: CronFields, days: string, months: string, { after, before, zone }: Span): string | null {
  const { seconds, minutes, hours, weekdays } = fields;
  const schedule = CronExpressionParser.parse(`${seconds} ${minutes} ${hours} ${days} ${months} ${weekdays}`, {
    currentDate: new Date(after),
    ...(before !== undefined && { endDate: before.toJSDate() }),
    tz: zone,
  });
  return schedule.hasNext() ? schedule.next().toISOString() : null;
}
