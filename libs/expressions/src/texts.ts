import type { JsonValue } from '#foundation';
import { MAX_TEXT_LENGTH } from './compiled-expression.js';
import { quote } from './expression-errors.js';
import { runWithTimeLimit } from './watchdog.js';

const SPLIT_TIME_LIMIT_MS = 100;

/** What a regular expression reads as itself. */
const PLAIN_SEPARATOR = /^[^\\^$.|?*+()[\]{}]*$/;

/** A value inside a text with other words: null is the empty text, lists and objects are JSON. */
export function textOf(value: JsonValue): string {
  if (value === null) return '';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** @throws {Error} when the text would get too long. */
export function concatenate(left: string, right: string): string {
  refuseLength(left.length + right.length);
  return left + right;
}

/** Replaces every occurrence, `wanted` being plain text. @throws {Error} when the text would get too long. */
export function replaceAll(text: string, wanted: string, replacement: string): string {
  const pieces = text.split(wanted);
  refuseLength(text.length + pieces.length * replacement.length);
  return pieces.join(replacement);
}

function refuseLength(length: number): void {
  if (length > MAX_TEXT_LENGTH) throw new Error(`it makes a text of more than ${MAX_TEXT_LENGTH} characters`);
}

/** Splits as Java does: the separator is a regular expression, and empty texts at the end are left out. */
export function splitText(text: string, separator: string): string[] {
  const parts = PLAIN_SEPARATOR.test(separator)
    ? text.split(separator)
    : runWithTimeLimit(() => text.split(new RegExp(separator)), SPLIT_TIME_LIMIT_MS);
  while (parts.length > 1 && parts.at(-1) === '') parts.pop();
  return parts;
}

/** One argument of a call, which must be a text. @throws {Error} */
export function textIn(args: readonly JsonValue[], index: number): string {
  const value = args[index];
  if (typeof value !== 'string') throw new Error(`a text is needed, not ${quote(value)}`);
  return value;
}

/** One argument of a call, which must be a whole number. @throws {Error} */
export function numberIn(args: readonly JsonValue[], index: number): number {
  const value = args[index];
  if (!Number.isSafeInteger(value)) throw new Error(`a whole number is needed, not ${quote(value)}`);
  return value as number;
}
