import { type EngineState, variablesOf } from '#engine';
import type { JsonObject } from '#foundation';

/** What a case is about: the variable `subject` of its root instance, as it is now or was at the end. */
export function subjectOf(rootState: EngineState, rootFinalVariables: JsonObject | null = null): string | null {
  const { subject } = rootFinalVariables ?? variablesOf(rootState);
  return typeof subject === 'string' ? subject : null;
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
