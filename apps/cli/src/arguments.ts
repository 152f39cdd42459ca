import type { JsonObject, JsonValue } from '#foundation';
import { UsageError } from './cli-command.js';

/** @throws UsageError where an argument or option that is needed was not given. */
export function needed(value: string | undefined, what: string): string {
  if (value === undefined || value === '') throw new UsageError(`Give ${what}.`);
  return value;
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
