import { toDuration, toInstant, toNumber, ValueError, type ExpressionEnv } from '#expressions';
import { dateInZone, isCalendarDate, type JsonValue } from '#foundation';
import type { ValueType } from '../decision.js';

/**
 * A value as its column has it (DMN 1.3, 7.3.2 and 10.3.2.2): a number written as text becomes a number, an instant in
 * a column of dates its day in `env.zone`, a list each of its elements. Null stays null.
 * @throws {ValueError}
 */
export function convertValue(value: JsonValue, type: ValueType, env: ExpressionEnv): JsonValue {
  if (value === null || type === 'any') return value;
  if (Array.isArray(value)) return (value as readonly JsonValue[]).map((entry) => convertValue(entry, type, env));
  return CONVERSIONS[type](value, env);
}

const TIME = /^\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:\d{2}|@[\w/+-]+)?$/;

const CONVERSIONS: Record<Exclude<ValueType, 'any'>, (value: JsonValue, env: ExpressionEnv) => JsonValue> = {
  string(value) {
    if (typeof value === 'object') throw new ValueError('A text is needed here, not a context.');
    return String(value);
  },
  number: toNumber,
  boolean(value) {
    if (typeof value === 'boolean') return value;
    if (value === 'true' || value === 'false') return value === 'true';
    throw new ValueError('True or false is needed here.');
  },
  date(value, env) {
    if (typeof value === 'string' && isCalendarDate(value)) return value;
    const instant = toInstant(value, env);
    return instant === null ? null : dateInZone(instant, env.zone);
  },
  time(value) {
    if (typeof value === 'string' && TIME.test(value)) return value;
    throw new ValueError('A time of day like "17:00:00" is needed here.');
  },
  'date and time': toInstant,
  duration: toDuration,
};
