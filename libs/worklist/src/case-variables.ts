import { type EngineState, variablesOf } from '#engine';
import type { JsonObject } from '#foundation';

/** What a case is about, by the variables of its root instance or of a job in it; null where nothing says so. */
export function subjectIn({ subject }: JsonObject): string | null {
  return typeof subject === 'string' && subject !== '' ? subject : null;
}

/** The same of a root instance, as it is now or was at the end. */
export function subjectOf(rootState: EngineState, rootFinalVariables: JsonObject | null): string | null {
  return subjectIn(rootFinalVariables ?? variablesOf(rootState));
}

/**
 * The variables that a task sees while it is open. A task that has ended has no scope of its own any more: then those
 * of its process, as they are now or as they were at the end.
 */
export function variablesForTask(task: {
  readonly status: 'open' | 'completed' | 'cancelled';
  readonly activityKey: number;
  readonly state: EngineState;
  readonly finalVariables: JsonObject | null;
}): JsonObject {
  if (task.status === 'open') return variablesOf(task.state, task.activityKey);
  return task.finalVariables ?? variablesOf(task.state);
}
