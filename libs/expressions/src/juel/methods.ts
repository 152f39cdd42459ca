import { type JsonObject, type JsonValue, ownValue } from '#foundation';
import { isDeepStrictEqual } from 'node:util';
import { quote } from '../expression-errors.js';

/** What may be called on `execution` in a `${…}` expression. */
export const EXECUTION_METHODS: Readonly<Record<string, (variables: JsonObject, name: JsonValue) => JsonValue>> = {
  getVariable: (variables, name) => ownValue(variables, name) ?? null,
  hasVariable: (variables, name) => ownValue(variables, name) !== undefined,
};

/** What may be called on a text or a list: the few Java methods that models in the wild use. */
export const VALUE_METHODS: Readonly<Record<string, (target: JsonValue, argument: JsonValue) => JsonValue>> = {
  size: (target) => collection(target, 'size').length,
  length: (target) => collection(target, 'length').length,
  isEmpty: (target) => collection(target, 'isEmpty').length === 0,
  contains: (target, argument) => {
    if (typeof target === 'string') return typeof argument === 'string' && target.includes(argument);
    return (collection(target, 'contains') as readonly JsonValue[]).some((entry) => isDeepStrictEqual(entry, argument));
  },
};

function collection(target: JsonValue, method: string): string | readonly JsonValue[] {
  if (typeof target === 'string' || Array.isArray(target)) return target;
  throw new Error(`${method}() needs a text or a list, not ${quote(target)}`);
}
