import { toInstant, ValueError } from '#expressions';
import { dateInZone, isCalendarDate } from '#foundation';
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
  date(value, field, { env }) {
    if (!isCalendarDate(value)) return refuse('date', 'không phải ngày hợp lệ', 'Hãy nhập dạng 2026-11-21.');
    return field.futureOnly && value < dateInZone(env.now, env.zone) ? inThePast() : { value };
  },
  datetime(value, field, { env }) {
    const instant = instantOf(value, env.zone);
    if (instant === null) return refuse('datetime', 'không phải ngày giờ hợp lệ', 'Hãy nhập dạng 2026-11-21T17:00.');
    const past = dateInZone(instant, env.zone) < dateInZone(env.now, env.zone);
    return field.futureOnly && past ? inThePast() : { value: instant };
  },
};

function instantOf(value: string, zone: string): string | null {
  if (!value.includes('T')) return null;
  try {
    return toInstant(value, { zone });
  } catch (error) {
    if (error instanceof ValueError) return null;
    throw error;
  }
}

function inThePast(): Accepted {
  return refuse('past', 'là ngày đã qua', 'Hãy chọn từ hôm nay trở đi.');
}
