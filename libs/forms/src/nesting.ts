import type { JsonValue } from '#foundation';

/** Deepest nesting of what a form holds or is filled in with; real ones stay below 50. */
export const MAX_NESTING = 100;

/** Whether lists and objects lie within one another so deeply that comparing them could overflow the stack. */
export function isTooDeep(value: JsonValue, levelsLeft = MAX_NESTING): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return levelsLeft === 0 || Object.values<JsonValue>(value).some((part) => isTooDeep(part, levelsLeft - 1));
}
