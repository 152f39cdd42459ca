import { DateTime } from 'luxon';
import { dateAndTime, duration, evaluate, FeelDate, FeelDateTime, FeelDuration, FeelFunction } from 'feelin';
import { BoundedCache } from '#foundation';
import type { ExpressionEnv } from '../compiled-expression.js';
import { concatenate } from '../texts.js';

/**
 * What {@link correct} writes into an expression, and `now`/`today`, which read the system clock in feelin. They are
 * variables of the expression, so no process variable of these names can take their place.
 */
export function zoneFunctions(env: () => ExpressionEnv): Record<string, FeelFunction> {
  return {
    now: new FeelFunction(() => now(env()), []),
    today: new FeelFunction(() => new FeelDate(now(env()).unwrap().toPlainDate()), []),
    __zoned: new FeelFunction((value: unknown) => zoned(value, env().zone), ['value']),
    __add: new FeelFunction((a: unknown, b: unknown) => add(a, b, env().zone), ['left', 'right']),
    __subtract: new FeelFunction((a: unknown, b: unknown) => subtract(a, b, env().zone), ['left', 'right']),
  };
}

/** Milliseconds since 1970 of a date and time; one without a zone is read in `zone`. */
export function epochMilliseconds(value: FeelDateTime, zone: string): number {
  return milliseconds.get(value) ?? value.unwrap().toZonedDateTime(value.zone ?? zone).epochMilliseconds;
}

function now(env: ExpressionEnv): FeelDateTime {
  return atInstant(env.now, env.zone);
}

/**
 * There and back takes 25 µs, a third of what an expression in working time costs. Most instants are asked for again: the
 * ends of working days, and the instant of a step by each of its expressions.
 */
const instants = new BoundedCache<string, FeelDateTime>(2_000);
const milliseconds = new WeakMap<FeelDateTime, number>();

/** An instant as FEEL's date and time, in `zone`. */
export function atInstant(instant: string, zone: string): FeelDateTime {
  return instants.getOrAdd(`${instant}@${zone}`, () => readInstant(instant, zone));
}

function readInstant(instant: string, zone: string): FeelDateTime {
  const local = DateTime.fromMillis(Date.parse(instant), { zone }).toISO({ includeOffset: false });
  const value = local === null ? null : dateAndTime(`${local}@${zone}`);
  if (value === null) throw new Error(`"${instant}" in the zone "${zone}" is not an instant`);
  milliseconds.set(value, Date.parse(instant));
  return value;
}

function zoned(value: unknown, zone: string): unknown {
  return value instanceof FeelDateTime && value.zone === null ? new FeelDateTime(value.unwrap(), zone) : value;
}

/** feelin adds a time to a bare date in UTC; here midnight is that of the office. */
function add(left: unknown, right: unknown, zone: string): unknown {
  if (typeof left === 'number' && typeof right === 'number') return left + right;
  if (typeof left === 'string' && typeof right === 'string') return concatenate(left, right);
  if (hasTime(right)) return plus.invoke([atMidnight(left, zone), right]);
  if (hasTime(left)) return plus.invoke([left, atMidnight(right, zone)]);
  return plus.invoke([left, right]);
}

/** feelin subtracts the clock faces of two dates and times whatever their zones; here the instants count. */
function subtract(left: unknown, right: unknown, zone: string): unknown {
  if (typeof left === 'number' && typeof right === 'number') return left - right;
  if (left instanceof FeelDateTime || right instanceof FeelDateTime) {
    const from = atMidnight(left, zone);
    const to = atMidnight(right, zone);
    if (from instanceof FeelDateTime && to instanceof FeelDateTime) {
      return duration(epochMilliseconds(from, zone) - epochMilliseconds(to, zone));
    }
  }
  return minus.invoke([hasTime(right) ? atMidnight(left, zone) : left, right]);
}

const plus = evaluate('function(left, right) left + right').value as FeelFunction;
const minus = evaluate('function(left, right) left - right').value as FeelFunction;

function atMidnight(value: unknown, zone: string): unknown {
  return value instanceof FeelDate ? new FeelDateTime(value.unwrap().toPlainDateTime(), zone) : value;
}

function hasTime(value: unknown): value is FeelDuration {
  if (!(value instanceof FeelDuration) || value.yearsMonths) return false;
  return value.iso.includes('T');
}
