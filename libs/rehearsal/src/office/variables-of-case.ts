import type { JsonObject, JsonValue } from '#foundation';
import { UnknownVariableError } from '../errors.js';
import type { RunningInstance } from './running-instance.js';

/** What runs of the case that began first: itself, and what it has called. */
export function runningOfCase(instances: readonly RunningInstance[]): RunningInstance[] {
  return instances.filter((instance) => !instance.ended && rootOf(instance) === instances[0]);
}

function rootOf(instance: RunningInstance): RunningInstance {
  return instance.caller === undefined ? instance : rootOf(instance.caller.instance);
}

/**
 * Those instances that have some of the variables in the scope of their process, with just these.
 * @throws UnknownVariableError for a variable that none of them has
 */
export function havingVariables(
  instances: readonly RunningInstance[],
  variables: JsonObject,
): (readonly [RunningInstance, JsonObject])[] {
  const had = new Set(instances.flatMap((instance) => Object.keys(instance.variables)));
  for (const name of Object.keys(variables)) if (!had.has(name)) throw new UnknownVariableError(name, [...had]);
  return instances.flatMap((instance) => {
    const own = Object.entries(variables).filter(([name]) => Object.hasOwn(instance.variables, name));
    return own.length === 0 ? [] : [[instance, Object.fromEntries<JsonValue>(own)] as const];
  });
}
