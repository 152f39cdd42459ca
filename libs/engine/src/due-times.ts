import type { ProcessGraph } from '#bpmn';
import type { ExpressionText } from '#expressions';
import { CongvanError } from '#foundation';
import type { EngineContext } from './command.js';
import { Step } from './execution/step.js';
import { planOf } from './plan-of.js';
import type { EngineState } from './state.js';

/** An open task, or an armed timer. */
export interface TimedThing {
  readonly key: number;
  /** The instant at which it was opened or armed, ISO 8601 in UTC: `now()` of its expression. */
  readonly since: string;
}

/** When it is due by its model, the present variables and the present calendars. */
export interface CountedDueTime {
  readonly key: number;
  /** The expression. */
  readonly text: ExpressionText;
  /** ISO 8601 in UTC; null: the expression yields none any more. */
  readonly due: string | null;
  /** Absent: no working time was asked for. */
  readonly calendarPublication?: number;
  /** Why it cannot be evaluated any more; `due` is null then. */
  readonly problem?: CongvanError;
}

/**
 * Counts due dates of user tasks and the instants of timers (dates and durations) anew. What has no such time, is a cycle
 * or is not open is left out. Pure; the state needs no change, since it holds none of these instants.
 */
export function dueTimes(
  graph: ProcessGraph,
  state: EngineState,
  things: readonly TimedThing[],
  context: Omit<EngineContext, 'now'>,
): CountedDueTime[] {
  // Loading a state costs what is open in it, and most of that was opened at a few instants.
  const steps = new Map<string, Step>();
  return things.flatMap(({ key, since: now }) => {
    let step = steps.get(now);
    if (!step) steps.set(now, (step = new Step(planOf(graph), { ...context, now }, state)));
    return dueTimeOf(step, key) ?? [];
  });
}

function dueTimeOf(step: Step, key: number): CountedDueTime | undefined {
  const activity = step.find(key);
  if (!activity || activity.isHeldByJob) return undefined;
  const time = activity.behaviour.dueTime?.(step, activity);
  if (!time) return undefined;
  const { text } = time;
  try {
    const { value = null, calendarPublication } = time.count() ?? {};
    return { key, text, due: value, ...(calendarPublication !== undefined && { calendarPublication }) };
  } catch (problem) {
    if (problem instanceof CongvanError) return { key, text, due: null, problem };
    throw problem;
  }
}
