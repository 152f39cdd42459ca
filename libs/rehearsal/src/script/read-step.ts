import { toDuration, toInstant, ValueError } from '#expressions';
import type { JsonObject, JsonValue } from '#foundation';
import type { Step } from '../rehearsal.js';
import { optional, type Path, readMap, readText, ScriptValueError } from './script-value.js';

type Reader = (value: JsonValue, rest: JsonObject, path: Path, zone: string) => Step;

interface StepForm {
  /** Keys that may stand beside the one that names the step. */
  readonly beside: readonly string[];
  readonly read: Reader;
}

const FORMS: Readonly<Record<string, StepForm>> = {
  complete: {
    beside: ['as', 'variables'],
    read: (element, rest, path) => ({
      kind: 'complete',
      element: readText(element, [...path, 'complete']),
      variables: mapIn(rest, 'variables', path),
      by: optional(rest, 'as', path, readText),
    }),
  },
  job: {
    beside: ['output'],
    read: (element, rest, path) => ({
      kind: 'job',
      element: readText(element, [...path, 'job']),
      output: mapIn(rest, 'output', path),
    }),
  },
  error: {
    beside: ['code'],
    read: (element, rest, path) => ({
      kind: 'error',
      element: readText(element, [...path, 'error']),
      code: readText(rest['code'], [...path, 'code']),
    }),
  },
  message: {
    beside: ['key', 'businessKey', 'variables'],
    read: (name, rest, path) => ({
      kind: 'message',
      name: readText(name, [...path, 'message']),
      key: optional(rest, 'key', path, readText),
      businessKey: optional(rest, 'businessKey', path, readText),
      variables: mapIn(rest, 'variables', path),
    }),
  },
  signal: {
    beside: ['variables'],
    read: (name, rest, path) => ({
      kind: 'signal',
      name: readText(name, [...path, 'signal']),
      variables: mapIn(rest, 'variables', path),
    }),
  },
  set: {
    beside: [],
    read: (variables, _rest, path) => ({ kind: 'set', variables: readMap(variables, [...path, 'set']) }),
  },
  advance: {
    beside: [],
    read: (duration, _rest, path) => ({
      kind: 'advance',
      duration: readDuration(duration, [...path, 'advance']),
    }),
  },
  until: {
    beside: [],
    read: (instant, _rest, path, zone) => ({ kind: 'until', instant: readInstant(instant, [...path, 'until'], zone) }),
  },
};

/**
 * One step, e.g. `{"complete": "Task_1", "variables": {…}}`.
 * @param zone IANA zone in which an instant without a zone is read.
 * @throws ScriptValueError
 */
export function readStep(value: JsonValue, path: Path, zone: string): Step {
  const map = readMap(value, path);
  const verb = Object.keys(FORMS).find((key) => Object.hasOwn(map, key));
  const form = verb === undefined ? undefined : FORMS[verb];
  if (verb === undefined || form === undefined) {
    throw new ScriptValueError(path, `must say one of ${Object.keys(FORMS).join(', ')}.`);
  }
  readMap(map, path, [verb, ...form.beside]);
  return form.read(map[verb] ?? null, map, path, zone);
}

/** @throws ScriptValueError */
export function readInstant(value: JsonValue, path: Path, zone: string): string {
  const instant = asked(path, () => toInstant(value, { zone }));
  if (instant === null) throw new ScriptValueError(path, 'must be a date and time.');
  return instant;
}

function readDuration(value: JsonValue, path: Path): string {
  return asked(path, () => toDuration(value));
}

function asked<T>(path: Path, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof ValueError) throw new ScriptValueError(path, error.message);
    throw error;
  }
}

function mapIn(rest: JsonObject, key: string, path: Path): JsonObject {
  return optional(rest, key, path, (value, at) => readMap(value, at)) ?? {};
}
