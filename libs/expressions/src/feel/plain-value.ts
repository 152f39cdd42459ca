import { FeelDate, FeelDateTime, FeelDuration, FeelTime } from 'feelin';
import type { JsonValue } from '#foundation';
import { epochMilliseconds } from './zone-functions.js';

/** Values that a result may hold, for contexts that share parts can unfold without end; eight characters are one. */
const MAX_SIZE = 400_000;
const CHARACTERS = 8;

interface Budget {
  left: number;
}

/**
 * Turns what FEEL yielded into plain JSON. Dates, times and durations become ISO 8601 texts; a date and time becomes
 * the instant in UTC (`2026-11-21T10:00:00.000Z`), read in `zone` if it has none.
 * @throws {Error} for what JSON cannot hold (functions, ranges, numbers beyond the finite), and for what is too large.
 */
export function plainValue(value: unknown, zone: string, budget: Budget = { left: MAX_SIZE }): JsonValue {
  if (value === null || value === undefined) return null;
  spend(budget, typeof value === 'string' ? 1 + value.length / CHARACTERS : 1);
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return value;
    case 'number':
      if (!Number.isFinite(value)) throw new Error(`it yields ${value}, which is not a usable number`);
      return value;
    case 'object':
      return plainObject(value, zone, budget);
    default:
      throw new Error(`it yields a ${typeof value} instead of a value`);
  }
}

function plainObject(value: object, zone: string, budget: Budget): JsonValue {
  if (Array.isArray(value)) return value.map((entry) => plainValue(entry, zone, budget));
  if (value instanceof FeelDateTime) return new Date(epochMilliseconds(value, zone)).toISOString();
  if (value instanceof FeelDate || value instanceof FeelTime || value instanceof FeelDuration) return value.toString();
  if (!isPlainObject(value)) throw new Error('it yields a range or a function');
  const result: Record<string, JsonValue> = {};
  for (const [key, entry] of Object.entries(value)) {
    if (key === '__proto__') throw new Error('it yields a context with the key "__proto__"');
    spend(budget, key.length / CHARACTERS);
    result[key] = plainValue(entry, zone, budget);
  }
  return result;
}

function spend(budget: Budget, size: number): void {
  budget.left -= size;
  if (budget.left < 0) throw new Error(`it yields more than ${MAX_SIZE} values`);
}

/** An object literal, whichever realm made it. */
function isPlainObject(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype !== null && Object.getPrototypeOf(prototype) === null;
}
