import type { JsonObject, JsonValue } from '#foundation';
import { UnusableRehearsalError } from '../errors.js';
import type { Step } from '../rehearsal.js';
import { readInstant, readStep } from './read-step.js';
import { optional, readList, readMap, readText, readTexts, ScriptValueError } from './script-value.js';

/** What happens to a model, as a machine says it. */
export interface Script {
  /** Key of the process; absent: the first executable one of the file, else its first. */
  readonly process?: string;
  /** ISO 8601 instant at which it begins. */
  readonly now?: string;
  /** Of the instance that begins. */
  readonly businessKey?: string;
  readonly variables: JsonObject;
  readonly hold: readonly string[];
  readonly steps: readonly Step[];
}

const KEYS = ['process', 'now', 'businessKey', 'variables', 'hold', 'steps'];

/**
 * Reads a script, JSON text.
 * @param options.file for the messages. @param options.zone IANA zone of instants without one.
 * @throws UnusableRehearsalError
 */
export function readScript(text: string, { file, zone }: { file: string; zone: string }): Script {
  try {
    const map = readMap(parse(text), [], KEYS);
    return {
      process: optional(map, 'process', [], readText),
      now: optional(map, 'now', [], (value, path) => readInstant(value, path, zone)),
      businessKey: optional(map, 'businessKey', [], readText),
      variables: optional(map, 'variables', [], (value, path) => readMap(value, path)) ?? {},
      hold: optional(map, 'hold', [], readTexts) ?? [],
      steps: (optional(map, 'steps', [], readList) ?? []).map((step, index) => readStep(step, ['steps', index], zone)),
    };
  } catch (error) {
    if (!(error instanceof ScriptValueError)) throw error;
    throw new UnusableRehearsalError(file, [{ where: [file, ...error.path].join(':'), what: error.what }]);
  }
}

function parse(text: string): JsonValue {
  try {
    return JSON.parse(text) as JsonValue;
  } catch (error) {
    throw new ScriptValueError([], `is no JSON: ${(error as Error).message}`);
  }
}
