import { isFarOff } from '#calendar';
import { evaluate, toInstant, ValueError } from '#expressions';
import { dateInZone, isCalendarDate, type JsonValue } from '#foundation';
import { DateTime } from 'luxon';
import type { FormField } from '../form.js';
import { refuse, type Accepted, type FieldContext, type FieldKind } from './field-kind.js';

const TIME = /^(?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d)?(?:Z|[+-]\d{2}:\d{2})?$/;

/**
 * The three subtypes of form-js. A date stays `2026-11-21`, a time as it was sent (`17:00`, `17:00+07:00`); a date and
 * time, with or without an offset, becomes the instant in UTC.
 */
export const dateTime: FieldKind = {
  chooses: false,
  empty: null,
  isEmpty: (value) => value === '',
  accept(value, field, context) {
    if (typeof value !== 'string') return refuse('type', 'phải là ngày giờ dạng chữ', 'Hãy gửi dạng 2026-11-21.');
    return SUBTYPES[field.subtype](value, field, context);
  },
};

const SUBTYPES: Record<FormField['subtype'], (value: string, field: FormField, context: FieldContext) => Accepted> = {
  time(value) {
    if (TIME.test(value)) return { value };
    return refuse('time', 'không phải giờ hợp lệ', 'Hãy nhập dạng 17:00.');
  },
  date(value, field, context) {
    if (!isCalendarDate(value)) return refuse('date', 'không phải ngày hợp lệ', 'Hãy nhập dạng 2026-11-21.');
    return outOfBounds(value, value, field, context) ?? { value };
  },
  datetime(value, field, context) {
    const instant = value.includes('T') ? instantOf(value, context) : null;
    if (instant === null) return refuse('datetime', 'không phải ngày giờ hợp lệ', 'Hãy nhập dạng 2026-11-21T17:00.');
    return outOfBounds(instant, dateInZone(instant, context.env.zone), field, context) ?? { value: instant };
  },
};

/** @param moment what was entered: a date, or an instant in UTC; `day`: its date in the office */
function outOfBounds(moment: string, day: string, { futureOnly, latest }: FormField, context: FieldContext): Accepted | undefined {
  const { data, env } = context;
  if (futureOnly && day < dateInZone(env.now, env.zone)) {
    return refuse('past', 'là ngày đã qua', 'Hãy chọn từ hôm nay trở đi.');
  }
  if (futureOnly && isFarOff(moment, env.now)) return refuse('far-off', 'là ngày quá xa', 'Hãy xem lại năm.');
  const bound = latest === undefined ? null : instantOf(evaluate(latest, data, env), context);
  if (bound === null) return undefined;
  const lastDay = dateInZone(bound, env.zone);
  const isDate = moment === day;
  if (isDate ? day <= lastDay : moment <= bound) return undefined;
  // What is later on the very day would not know what to mend without the hour.
  const hour = isDate ? '' : `${DateTime.fromISO(bound, { zone: env.zone }).toFormat('HH:mm')} `;
  return refuse('too-late', 'muộn hơn thời hạn cho phép', `Hãy chọn muộn nhất là ${hour}ngày ${lastDay}.`);
}

/** Null for what is none: another field with it reports that itself. */
function instantOf(value: JsonValue, { env }: FieldContext): string | null {
  try {
    return toInstant(value, env);
  } catch (error) {
    if (error instanceof ValueError) return null;
    throw error;
  }
}
