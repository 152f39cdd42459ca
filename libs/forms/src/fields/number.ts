import type { JsonValue } from '#foundation';
import type { FormField } from '../form.js';
import { refuse, type Accepted, type FieldContext, type FieldKind } from './field-kind.js';
import { limit } from './text.js';

/** A decimal number written out, as form-js serialises one. */
const DECIMAL = /^-?\d{1,30}(?:\.\d{1,30})?$/;

/** A number, or with `serializeToString` the text of one. */
export const number: FieldKind = {
  chooses: false,
  empty: null,
  isEmpty: (value) => value === '',
  accept(value, field, context) {
    const amount = read(value, field);
    if (amount === undefined) return refuse('type', 'phải là một số', 'Hãy nhập số, không kèm chữ.');
    return rangeProblem(amount, field, context) ?? digitsProblem(value, field) ?? { value };
  },
};

function read(value: JsonValue, field: FormField): number | undefined {
  if (field.asText) return typeof value === 'string' && DECIMAL.test(value) ? Number(value) : undefined;
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}

function rangeProblem(amount: number, field: FormField, context: FieldContext): Accepted | undefined {
  const min = limit(field.limits.min, context);
  const max = limit(field.limits.max, context);
  if (min !== undefined && amount < min) return refuse('too-small', `phải từ ${min} trở lên`, 'Hãy nhập số lớn hơn.');
  if (max !== undefined && amount > max) return refuse('too-large', `không được quá ${max}`, 'Hãy nhập số nhỏ hơn.');
  return undefined;
}

function digitsProblem(value: JsonValue, { decimalDigits }: FormField): Accepted | undefined {
  if (decimalDigits === undefined) return undefined;
  const digits = typeof value === 'string' ? (value.split('.')[1]?.length ?? 0) : digitsOf(Number(value));
  if (digits <= decimalDigits) return undefined;
  return refuse('digits', `chỉ được có ${decimalDigits} chữ số sau dấu phẩy`, 'Hãy làm tròn số.');
}

/** Decimal digits of a number as it is written shortest; an exponent (`1e-7`) counts with them. */
function digitsOf(amount: number): number {
  const [mantissa = '', exponent = '0'] = String(amount).split('e');
  return Math.max(0, (mantissa.split('.')[1]?.length ?? 0) - Number(exponent));
}
