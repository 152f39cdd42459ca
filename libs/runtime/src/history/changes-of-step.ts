import { type EngineState, sameValue } from '#engine';
import type { JsonObject, JsonValue } from '#foundation';

/** What a step has set one variable to. */
export interface VariableChange {
  /** Of the scope that holds it. */
  readonly key: number;
  readonly name: string;
  /** Absent where it is too large to be kept. */
  readonly value?: JsonValue;
  /** Its size as JSON, then. */
  readonly omittedBytes?: number;
}

/**
 * The history repeats a value with each of its changes, so it keeps only those that are no larger than this as JSON. Of
 * a larger one it keeps when, by whom and how large; what it is stands in the instance.
 */
export const MOST_KEPT_BYTES = 64 * 1024;

/** The process is what every instance begins with. */
const PROCESS_KEY = 1;

/**
 * What a step has changed in the variables of the scopes that live on, so a scope that has gone is no change. What was
 * set twice within the step is one change, and so is what it set in a scope that it also ended: none.
 *
 * @param before null for a new instance
 * @param ended variables of the process scope when the step has ended it: the state has lost them.
 */
export function variableChanges(before: EngineState | null, after: EngineState, ended?: JsonObject): VariableChange[] {
  const known = new Map<number, JsonObject>();
  for (const { key, variables } of before?.instances ?? []) if (variables !== undefined) known.set(key, variables);
  const changes: VariableChange[] = [];
  for (const { key, variables } of after.instances) addChanges(changes, key, known.get(key), variables);
  if (ended !== undefined) {
    const key = before?.instances[0]?.key ?? PROCESS_KEY;
    addChanges(changes, key, known.get(key), ended);
  }
  return changes;
}

function addChanges(changes: VariableChange[], key: number, before?: JsonObject, after?: JsonObject): void {
  // The engine makes a new object only of what it changes, so this is where most scopes end.
  if (after === undefined || after === before) return;
  for (const [name, value] of Object.entries(after)) {
    if (before !== undefined && Object.hasOwn(before, name) && sameValue(before[name]!, value)) continue;
    const bytes = Buffer.byteLength(JSON.stringify(value));
    changes.push(bytes > MOST_KEPT_BYTES ? { key, name, omittedBytes: bytes } : { key, name, value });
  }
}
