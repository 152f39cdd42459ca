import type { BoundaryEventNode, EventNode, TimerTrigger } from '#bpmn';
import {
  addDuration,
  cronAfter,
  cycleIndexAt,
  cycleInstant,
  type ExpressionEnv,
  type IntervalCycle,
  toCycle,
  toDuration,
  toInstant,
} from '#expressions';
import type { JsonValue } from '#foundation';
import { NotOpenError, UnusableAttributeError } from '../errors.js';
import type { ArmedCycle } from '../state.js';
import type { Activity } from './activity.js';
import type { DueTime } from './behaviour.js';
import { type Counted, readCounted } from './evaluation.js';
import type { Step } from './step.js';

/** An event that the registry has found to carry a timer. */
export type TimerEventNode = (EventNode | BoundaryEventNode) & { readonly trigger: TimerTrigger };

/** One that is armed on an activity or for an event sub-process. */
export type ArmedTimerNode = TimerEventNode & { readonly interrupting?: boolean };

/** When a timer fires first, and how it goes on. */
export interface Timing {
  /** ISO 8601 instant in UTC; it may lie in the past, and then fires at once. */
  readonly due: string;
  readonly cycle?: ArmedCycle;
}

/**
 * Evaluates the timer of an event (BPMN 2.0.2 §10.5.5, Timer Event Definition) and arms it.
 *
 * @throws UnusableAttributeError when it yields no date, duration or cycle: a timer that can never fire is a mistake
 *   that nobody would notice until the deadline has passed.
 */
export function armTimer(step: Step, activity: Activity<TimerEventNode>): void {
  const { value, calendarPublication } = firstFiring(step, activity);
  activity.cycle = value.cycle;
  step.emit({
    type: 'armTimer',
    key: activity.key,
    element: activity.element.id,
    due: value.due,
    ...(calendarPublication !== undefined && { calendarPublication }),
  });
}

/** The instant of an armed date or duration by its model. A cycle is counted from its own firings, so it has none. */
export function timerDueTime(step: Step, activity: Activity<TimerEventNode>): DueTime | undefined {
  const { trigger } = activity.element;
  if (trigger.timer === 'cycle') return undefined;
  const count = () => {
    const { value, calendarPublication } = firstFiring(step, activity);
    return { value: value.due, calendarPublication };
  };
  return { text: trigger.value, count };
}

function firstFiring(step: Step, activity: Activity<TimerEventNode>): Counted<Timing> {
  const { id, trigger } = activity.element;
  const name = `timer ${trigger.timer}`;
  const timing = readCounted(step, activity, name, trigger.value, (value, env) => timingOf(trigger, value, env));
  if (!timing) throw new UnusableAttributeError(id, name, 'It yields nothing, so the timer could never fire.');
  return timing;
}

/** Arms the next firing of a repeating timer on a fresh activity. */
export function armCycle(step: Step, activity: Activity<TimerEventNode>, cycle: ArmedCycle): void {
  activity.cycle = cycle;
  step.emit({ type: 'armTimer', key: activity.key, element: activity.element.id, due: cycle.due });
}

/** An armed timer is to fire at another instant; a cycle goes on from there. @throws NotOpenError where it is none. */
export function rescheduleTimer(step: Step, activity: Activity, due: string): void {
  if (!Number.isFinite(Date.parse(due))) {
    throw new NotOpenError(`rescheduleTimer: "${due}" is no instant. Give one like 2026-01-05T01:00:00Z.`);
  }
  const { cycle, key } = activity;
  if (cycle) activity.cycle = { ...cycle, due, ...(cycle.interval !== undefined && { start: due, number: 0 }) };
  step.emit({ type: 'rescheduleTimer', key, due });
}

/** The first firing of a timer whose definition yields `value`; null where it never fires. @throws ValueError */
export function timingOf({ timer }: TimerTrigger, value: JsonValue, env: ExpressionEnv): Timing | null {
  if (value === null || value === '') return null;
  switch (timer) {
    case 'date': {
      const due = toInstant(value, env);
      return due === null ? null : { due };
    }
    case 'duration':
      return { due: addDuration(env.now, toDuration(value), env.zone) };
    case 'cycle': {
      const cycle = toCycle(value, env);
      return cycle.kind === 'cron' ? cronTiming(cycle.cron, env) : intervalTiming(cycle, env);
    }
  }
}

/**
 * The firing after the one that is armed; undefined when that was the last. It lies on the grid that the first firing
 * began, so a late one shifts nothing, and never in the past: what was missed while nobody fired timers does not come in
 * a burst, and does not count as fired. Unless the model wants it (`fireMissed`).
 */
export function nextOfCycle(
  cycle: ArmedCycle,
  { fireMissed = false }: Pick<TimerTrigger, 'fireMissed'>,
  env: Pick<ExpressionEnv, 'now' | 'zone'>,
): ArmedCycle | undefined {
  const { due, interval, cron, remaining, end } = cycle;
  if (remaining === 1) return undefined;
  const earliest = fireMissed ? due : env.now;
  const next =
    interval === undefined
      ? cron && nextByCron(cron, due, earliest, env)
      : nextOnGrid({ start: cycle.start ?? due, number: (cycle.number ?? 0) + 1 }, interval, earliest, env);
  if (!next || (end !== undefined && Date.parse(next.due) > Date.parse(end))) return undefined;
  return { ...cycle, ...next, ...(remaining !== undefined && { remaining: remaining - 1 }) };
}

function cronTiming(cron: string, { now, zone }: ExpressionEnv): Timing | null {
  const due = cronAfter(cron, now, zone);
  return due === null ? null : { due, cycle: { due, cron } };
}

function intervalTiming({ repetitions, start, interval, end }: IntervalCycle, env: ExpressionEnv): Timing | null {
  if (repetitions === 0) return null;
  const first =
    start === null
      ? nextOnGrid({ start: env.now, number: 1 }, interval, env.now, env)
      : nextOnGrid({ start, number: 0 }, interval, env.now, env);
  if (end !== null && Date.parse(first.due) > Date.parse(end)) return null;
  return {
    due: first.due,
    cycle: {
      ...first,
      interval,
      ...(repetitions !== null && { remaining: repetitions }),
      ...(end !== null && { end }),
    },
  };
}

interface GridPoint {
  readonly start: string;
  readonly number: number;
}

/** The first instant on the grid, from the given point on, that does not lie before `earliest`. */
function nextOnGrid(
  { start, number }: GridPoint,
  interval: string,
  earliest: string,
  { zone }: Pick<ExpressionEnv, 'zone'>,
): GridPoint & { readonly due: string } {
  const n = Math.max(number, cycleIndexAt(start, interval, earliest, zone));
  return { start, number: n, due: cycleInstant(start, interval, n, zone) };
}

function nextByCron(
  cron: string,
  due: string,
  earliest: string,
  { zone }: Pick<ExpressionEnv, 'zone'>,
): { readonly due: string } | undefined {
  // Strictly after the armed firing, and at `earliest` or later.
  const after = Math.max(Date.parse(due), Date.parse(earliest) - 1);
  const next = cronAfter(cron, new Date(after).toISOString(), zone);
  return next === null ? undefined : { due: next };
}
