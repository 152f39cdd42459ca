import type { JsonObject, JsonValue } from '#foundation';

/** Where a value stands in its document, key by key. */
export type Path = readonly (string | number)[];

/** A value in a script or scenario is not what belongs there. */
export class ScriptValueError extends Error {
  constructor(
    readonly path: Path,
    readonly what: string,
  ) {
    super(what);
  }
}

/** The map at a path, in which only the given keys may stand. @throws ScriptValueError */
export function readMap(value: JsonValue | undefined, path: Path, keys?: readonly string[]): JsonObject {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new ScriptValueError(path, 'must be a map of names and values.');
  }
  const map = value as JsonObject;
  const unknown = Object.keys(map).find((key) => keys !== undefined && !keys.includes(key));
  if (unknown !== undefined) {
    throw new ScriptValueError([...path, unknown], `"${unknown}" is not known here. Known: ${keys?.join(', ')}.`);
  }
  return map;
}

/** @throws ScriptValueError */
export function readText(value: JsonValue | undefined, path: Path): string {
  if (typeof value === 'string' && value !== '') return value;
  throw new ScriptValueError(path, 'must be a text that is not empty.');
}

/** @throws ScriptValueError */
export function readList(value: JsonValue | undefined, path: Path): readonly JsonValue[] {
  if (Array.isArray(value)) return value as readonly JsonValue[];
  throw new ScriptValueError(path, 'must be a list.');
}

/** @throws ScriptValueError */
export function readTexts(value: JsonValue | undefined, path: Path): string[] {
  return readList(value, path).map((each, index) => readText(each, [...path, index]));
}

/** What stands under a key, where something does. */
export function optional<T>(
  map: JsonObject,
  key: string,
  path: Path,
  read: (value: JsonValue, path: Path) => T,
): T | undefined {
  const value = Object.hasOwn(map, key) ? map[key] : undefined;
  return value === undefined || value === null ? undefined : read(value, [...path, key]);
}
