import { isCalendarDate, type JsonObject, type JsonValue } from '#foundation';
import { DateTime } from 'luxon';
import { UsageError } from './cli-command.js';

/** @throws UsageError where an argument or option that is needed was not given. */
export function needed(value: string | undefined, what: string): string {
  if (value === undefined || value === '') throw new UsageError(`Give ${what}.`);
  return value;
}

/** The options of a command that takes a period, for `parseArgs` and {@link readDays}. */
export const DAYS_OPTIONS = { from: { type: 'string' }, to: { type: 'string' } } as const;

/**
 * From the first moment of the first day in a zone to that of the day after the last, as ISO 8601 UTC; undefined for what
 * was not given.
 * @throws UsageError for what is no day, and for a period that ends before it begins
 */
export function readDays(given: { from: string; to: string }, zone: string): { from: string; to: string };
export function readDays(given: { from?: string; to?: string }, zone: string): { from?: string; to?: string };
export function readDays(given: { from?: string; to?: string }, zone: string): { from?: string; to?: string } {
  const from = given.from === undefined ? undefined : startOf(given.from, zone);
  const to = given.to === undefined ? undefined : startOf(given.to, zone).plus({ days: 1 });
  if (from !== undefined && to !== undefined && from >= to) throw new UsageError('--from must not be after --to.');
  return { from: from?.toUTC().toISO() ?? undefined, to: to?.toUTC().toISO() ?? undefined };
}

function startOf(day: string, zone: string): DateTime {
  if (!isCalendarDate(day)) throw new UsageError(`"${day}" is no day. Write it as 2026-10-31.`);
  return DateTime.fromISO(day, { zone });
}

/** Keys are whole numbers from 1. @throws UsageError */
export function toKey(text: string): number {
  const key = Number(text);
  if (!Number.isInteger(key) || key < 1) throw new UsageError(`"${text}" is no key. Keys are numbers; "show" lists them.`);
  return key;
}

/** Variables out of `<name>=<value>` …; a value is JSON, and what is no JSON is text. @throws UsageError */
export function toVariables(assignments: readonly string[]): JsonObject {
  return Object.fromEntries(assignments.map(toVariable));
}

function toVariable(assignment: string): readonly [string, JsonValue] {
  const [, name, text] = /^([^=]+)=(.*)$/s.exec(assignment) ?? [];
  if (name === undefined || text === undefined) throw new UsageError(`"${assignment}" is not of the form <name>=<value>.`);
  try {
    return [name, JSON.parse(text) as JsonValue];
  } catch {
    return [name, text];
  }
}
