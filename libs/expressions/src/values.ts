import type { JsonValue } from '#foundation';
import { quote, ValueError } from './expression-errors.js';

const MAX_INTEGER = 2 ** 31 - 1;

/** A condition: true or false and nothing else, so that a misspelt variable (null) is seen, not taken for false. */
export function toBoolean(value: JsonValue): boolean {
  if (typeof value === 'boolean') return value;
  throw new ValueError(`A condition must yield true or false, not ${quote(value)}.`);
}

/** A number, also one written as text (`"50"`), as literals in a model are. */
export function toNumber(value: JsonValue): number {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  if (typeof number === 'number' && Number.isFinite(number)) return number;
  throw new ValueError(`A number is needed here, not ${quote(value)}.`);
}

/** A whole number of 32 bits with its sign, also one written as text, e.g. a priority. */
export function toInteger(value: JsonValue): number {
  const number = toNumber(value);
  if (Number.isInteger(number) && Math.abs(number) <= MAX_INTEGER) return number;
  throw new ValueError(`A whole number is needed here, at most ${MAX_INTEGER} either way, not ${quote(value)}.`);
}

/** A text, e.g. an assignee or a business key; a number is written out, null and the empty text are null. */
export function toText(value: JsonValue): string | null {
  if (value === null || value === '') return null;
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return String(value);
  throw new ValueError(`A text is needed here, not ${quote(value)}.`);
}

/** Names, e.g. candidate groups: a list of texts, or one text with names between commas; null is no name at all. */
export function toStringList(value: JsonValue): string[] {
  const entries = typeof value === 'string' ? value.split(',') : (value ?? []);
  if (!Array.isArray(entries) || entries.some((entry) => typeof entry !== 'string')) {
    throw new ValueError(`A text or a list of texts is needed here, not ${quote(value)}.`);
  }
  return (entries as string[]).map((entry) => entry.trim()).filter((entry) => entry !== '');
}

/** The collection of a multi-instance activity. */
export function toList(value: JsonValue): readonly JsonValue[] {
  if (Array.isArray(value)) return value as readonly JsonValue[];
  throw new ValueError(`A list is needed here, not ${quote(value)}.`);
}
