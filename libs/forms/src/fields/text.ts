import { evaluate, matchesPattern, toNumber } from '#expressions';
import { isInvisible, type JsonValue } from '#foundation';
import type { FormField } from '../form.js';
import { refuse, type Accepted, type FieldContext, type FieldKind } from './field-kind.js';

/** Longest text without a limit of its own, in UTF-16 units as form-js counts. */
const MAX_LENGTH = { textfield: 10_000, textarea: 100_000 };

/** What Postgres cannot store in jsonb: the null character and halves of surrogate pairs. */
const UNSTORABLE = /[\0\p{Surrogate}]/u;

const EMAIL = /^[^\s@]{1,64}@[^\s@]{1,253}\.[^\s@.]{2,63}$/;
const PHONE = /^\+?\d(?:[ .()-]{0,2}\d){6,14}$/;

/** `textfield` and `textarea`. */
export const text: FieldKind = {
  chooses: false,
  empty: null,
  isEmpty: (value) => typeof value === 'string' && isInvisible(value),
  accept(value, field, context) {
    if (typeof value !== 'string') return refuse('type', 'phải là một chuỗi ký tự', 'Hãy gửi giá trị dạng chữ.');
    if (UNSTORABLE.test(value))
      return refuse('characters', 'có ký tự không lưu được', 'Hãy nhập lại, đừng dán từ tệp lạ.');
    return lengthProblem(value, field, context) ?? patternProblem(value, field) ?? { value };
  },
};

function lengthProblem(value: string, field: FormField, context: FieldContext): Accepted | undefined {
  const min = limit(field.limits.minLength, context);
  const max =
    limit(field.limits.maxLength, context) ?? MAX_LENGTH[field.type === 'textarea' ? 'textarea' : 'textfield'];
  if (min !== undefined && value.length < min) {
    return refuse('too-short', `phải có ít nhất ${min} ký tự`, `Hiện có ${value.length} ký tự, hãy nhập thêm.`);
  }
  if (value.length > max) {
    return refuse('too-long', `dài quá ${max} ký tự`, `Hiện có ${value.length} ký tự, hãy rút gọn.`);
  }
  return undefined;
}

function patternProblem(value: string, field: FormField): Accepted | undefined {
  const { pattern, validationType } = field.limits;
  if (validationType === 'email' && !EMAIL.test(value)) {
    return refuse('email', 'không phải địa chỉ thư điện tử', 'Hãy nhập dạng ten@coquan.gov.vn.');
  }
  if (validationType === 'phone' && !PHONE.test(value)) {
    return refuse('phone', 'không phải số điện thoại', 'Hãy nhập dạng 0905 123 456 hoặc +84905123456.');
  }
  if (pattern !== undefined && !matchesPattern(pattern, value)) {
    return refuse('pattern', 'không đúng mẫu quy định', `Mẫu: ${pattern}`);
  }
  return undefined;
}

/** A limit of the schema, evaluated where it is an expression; null and absent mean no limit. */
export function limit(value: number | string | undefined, { data, env }: FieldContext): number | undefined {
  if (typeof value !== 'string') return value;
  const result: JsonValue = evaluate(value, data, env);
  return result === null ? undefined : toNumber(result);
}
