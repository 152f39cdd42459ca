import { type JsonObject, type JsonValue, ownValue } from '#foundation';
import { isDeepStrictEqual } from 'node:util';
import type { ExpressionEnv } from '../compiled-expression.js';
import { quote } from '../expression-errors.js';
import { matchesPattern } from '../matches-pattern.js';
import { INSTANT_METHODS } from './instant-methods.js';
import type { ValueMethod } from './value-method.js';
import { concatenate, numberIn, replaceAll, splitText, textIn, textOf } from '../texts.js';

const indexOf = (list: readonly JsonValue[], wanted: JsonValue | undefined) =>
  list.findIndex((other) => isDeepStrictEqual(other, wanted));
const keys = (map: JsonObject) => Object.keys(map);
const entry = (map: JsonObject, key: JsonValue = null) => ownValue(map, key);
const end = (args: readonly JsonValue[]) => (args.length < 2 ? undefined : numberIn(args, 1));
const sameLetters = (left: string, right: string) => left.toLowerCase() === right.toLowerCase();

/** The methods of Java's texts, lists and maps that models of Camunda 7 call, and what they do with JSON. */
export const VALUE_METHODS: ReadonlyMap<string, ValueMethod> = new Map<string, ValueMethod>([
  ['size', { takes: [0, 0], text: (t) => t.length, list: (l) => l.length, map: (m) => keys(m).length }],
  ['length', { takes: [0, 0], text: (t) => t.length, list: (l) => l.length }],
  ['isEmpty', { takes: [0, 0], text: (t) => t === '', list: (l) => l.length === 0, map: (m) => keys(m).length === 0 }],
  ['contains', { takes: [1, 1], text: (t, args) => t.includes(textIn(args, 0)), list: (l, [e]) => indexOf(l, e) >= 0 }],
  ['indexOf', { takes: [1, 1], text: (t, args) => t.indexOf(textIn(args, 0)), list: (l, [e]) => indexOf(l, e) }],
  ['get', { takes: [1, 1], list: (l, args) => l[numberIn(args, 0)] ?? null, map: (m, [key]) => entry(m, key) ?? null }],
  ['containsKey', { takes: [1, 1], map: (m, [key]) => entry(m, key) !== undefined }],
  ['keySet', { takes: [0, 0], map: keys }],
  ['values', { takes: [0, 0], map: (m) => Object.values(m) }],
  ['equals', { takes: [1, 1], any: (value, [other]) => isDeepStrictEqual(value, other) }],
  ['equalsIgnoreCase', { takes: [1, 1], text: (t, [o]) => typeof o === 'string' && sameLetters(t, o) }],
  ['toString', { takes: [0, 0], any: textOf }],
  ['startsWith', { takes: [1, 1], text: (t, args) => t.startsWith(textIn(args, 0)) }],
  ['endsWith', { takes: [1, 1], text: (t, args) => t.endsWith(textIn(args, 0)) }],
  ['matches', { takes: [1, 1], text: (t, args) => matchesPattern(textIn(args, 0), t) }],
  ['toLowerCase', { takes: [0, 0], text: (t) => t.toLowerCase() }],
  ['toUpperCase', { takes: [0, 0], text: (t) => t.toUpperCase() }],
  ['trim', { takes: [0, 0], text: (t) => t.trim() }],
  ['substring', { takes: [1, 2], text: (t, args) => t.substring(numberIn(args, 0), end(args)) }],
  ['concat', { takes: [1, 1], text: (t, args) => concatenate(t, textIn(args, 0)) }],
  ['replace', { takes: [2, 2], text: (t, args) => replaceAll(t, textIn(args, 0), textIn(args, 1)) }],
  ['split', { takes: [1, 1], text: (t, args) => splitText(t, textIn(args, 0)) }],
  ...INSTANT_METHODS,
]);

/** Calls a method on a value. @throws {Error} when a value of this kind has no such method. */
export function callMethod(
  name: string,
  method: ValueMethod,
  target: JsonValue,
  args: readonly JsonValue[],
  env: ExpressionEnv,
): JsonValue {
  if (typeof target === 'string' && method.text !== undefined) return method.text(target, args, env);
  if (Array.isArray(target) && method.list !== undefined) return method.list(target as readonly JsonValue[], args, env);
  if (isMap(target) && method.map !== undefined) return method.map(target, args, env);
  if (target !== null && method.any !== undefined) return method.any(target, args, env);
  throw new Error(`${quote(target)} has no method "${name}()"`);
}

function isMap(value: JsonValue): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
