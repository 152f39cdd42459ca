import { FeelDate, FeelDateTime, FeelDuration, FeelTime } from 'feelin';
import type { JsonValue } from '#foundation';
import { epochMilliseconds } from './zone-functions.js';

/**
 * Turns what FEEL yielded into plain JSON. Dates, times and durations become ISO 8601 texts; a date and time becomes
 * the instant in UTC (`2026-11-21T10:00:00.000Z`), read in `zone` if it has none.
 * @throws {Error} for what JSON cannot hold: functions, ranges, numbers beyond the finite.
 */
export function plainValue(value: unknown, zone: string): JsonValue {
  if (value === null || value === undefined) return null;
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return value;
    case 'number':
      if (!Number.isFinite(value)) throw new Error(`it yields ${value}, which is not a usable number`);
      return value;
    case 'object':
      return plainObject(value, zone);
    default:
      throw new Error(`it yields a ${typeof value} instead of a value`);
  }
}

function plainObject(value: object, zone: string): JsonValue {
  if (Array.isArray(value)) return value.map((entry) => plainValue(entry, zone));
  if (value instanceof FeelDateTime) return new Date(epochMilliseconds(value, zone)).toISOString();
  if (value instanceof FeelDate || value instanceof FeelTime || value instanceof FeelDuration) return value.toString();
  if (!isPlainObject(value)) throw new Error('it yields a range or a function');
  const result: Record<string, JsonValue> = {};
  for (const [key, entry] of Object.entries(value)) {
    if (key === '__proto__') throw new Error('it yields a context with the key "__proto__"');
    result[key] = plainValue(entry, zone);
  }
  return result;
}

/** An object literal, whichever realm made it (a structured clone has another `Object.prototype` under Jest). */
function isPlainObject(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype !== null && Object.getPrototypeOf(prototype) === null;
}
