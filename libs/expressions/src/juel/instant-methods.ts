import type { JsonValue } from '#foundation';
import { DateTime } from 'luxon';
import type { ExpressionEnv } from '../compiled-expression.js';
import { addDuration, toInstant } from '../instants.js';
import { numberIn, textIn } from '../texts.js';
import type { ValueMethod } from './value-method.js';

/** Units of the `plus…` and `minus…` methods, and how ISO 8601 writes one. Milliseconds are thousandths of a second. */
const UNITS: readonly (readonly [unit: string, iso: (count: number) => string])[] = [
  ['Years', (count) => `P${count}Y`],
  ['Months', (count) => `P${count}M`],
  ['Weeks', (count) => `P${count}W`],
  ['Days', (count) => `P${count}D`],
  ['Hours', (count) => `PT${count}H`],
  ['Minutes', (count) => `PT${count}M`],
  ['Seconds', (count) => `PT${count}S`],
  ['Millis', (count) => `PT${(count / 1_000).toFixed(3)}S`],
];

/**
 * The methods of Joda's `DateTime` that models chain after `dateTime()`: `dateTime().plusDays(3).toDate()`. They work
 * on any text that is a date and time; days and longer are counted on the calendar of `env.zone`.
 */
export const INSTANT_METHODS: readonly (readonly [string, ValueMethod])[] = [
  ...UNITS.flatMap(([unit, iso]) => [shift(`plus${unit}`, 1, iso), shift(`minus${unit}`, -1, iso)]),
  method('toDate', 0, (instant) => instant),
  method('toDateTime', 0, (instant) => instant),
  method('getTime', 0, (instant) => Date.parse(instant)),
  method('getMillis', 0, (instant) => Date.parse(instant)),
  method('isBefore', 1, (instant, args, env) => instant < instantOf(textIn(args, 0), env)),
  method('isAfter', 1, (instant, args, env) => instant > instantOf(textIn(args, 0), env)),
  method('withTimeAtStartOfDay', 0, (instant, _args, { zone }) =>
    DateTime.fromISO(instant, { zone }).startOf('day').toJSDate().toISOString(),
  ),
];

function shift(name: string, direction: 1 | -1, iso: (count: number) => string): readonly [string, ValueMethod] {
  return method(name, 1, (instant, args, { zone }) => {
    const count = numberIn(args, 0) * direction;
    return addDuration(instant, `${count < 0 ? '-' : ''}${iso(Math.abs(count))}`, zone);
  });
}

function method(
  name: string,
  takes: number,
  run: (instant: string, args: readonly JsonValue[], env: ExpressionEnv) => JsonValue,
): readonly [string, ValueMethod] {
  return [name, { takes: [takes, takes], text: (text, args, env) => run(instantOf(text, env), args, env) }];
}

function instantOf(text: string, env: ExpressionEnv): string {
  const instant = toInstant(text, env);
  if (instant === null) throw new Error('the empty text is no date and time');
  return instant;
}
