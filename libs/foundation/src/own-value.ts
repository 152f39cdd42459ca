import type { JsonObject, JsonValue } from './json.js';

/**
 * The value that an object has itself under a name: nothing that it inherits (`constructor`), and nothing under a name
 * that is no text. Undefined where there is none.
 */
export function ownValue(object: JsonObject, name: JsonValue): JsonValue | undefined {
  return typeof name === 'string' && Object.hasOwn(object, name) ? object[name] : undefined;
}
