import type { JsonObject, JsonValue } from '#foundation';
import { UsageError } from './cli-command.js';

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
