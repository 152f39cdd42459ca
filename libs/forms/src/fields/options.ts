import { isDeepStrictEqual } from 'node:util';
import { evaluate } from '#expressions';
import { type JsonValue, ownValue } from '#foundation';
import type { FormField } from '../form.js';
import type { FieldContext } from './field-kind.js';

/** Whether a value is among some others, such as the options of a field. */
export function isAmong(values: readonly JsonValue[], value: JsonValue): boolean {
  return values.some((other) => isDeepStrictEqual(other, value));
}

/** The values to choose from in a field: computed here, never taken from the browser. */
export function optionsOf({ options }: FormField, { data, env }: FieldContext): readonly JsonValue[] {
  switch (options?.kind) {
    case 'values':
      return options.values;
    case 'key':
      return valuesOf(ownValue(data, options.key));
    case 'expression':
      return valuesOf(evaluate(options.expression, data, env));
    default:
      return [];
  }
}

/** As form-js does: an entry is `{ value, label }`, or a bare value that is its own label. */
function valuesOf(list: JsonValue | undefined): JsonValue[] {
  if (!Array.isArray(list)) return [];
  return (list as readonly JsonValue[]).map((entry) => {
    const isOptionObject =
      typeof entry === 'object' && entry !== null && !Array.isArray(entry) && Object.hasOwn(entry, 'value');
    return isOptionObject ? (entry as { value: JsonValue }).value : entry;
  });
}
