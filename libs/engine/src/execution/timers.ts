import type { BoundaryEventNode, EventNode, EventTrigger } from '#bpmn';
import { addDuration, toCycle, toDuration, toInstant } from '#expressions';
import type { JsonValue } from '#foundation';
import type { EngineContext } from '../command.js';
import { UnusableAttributeError } from '../errors.js';
import type { ArmedCycle } from '../state.js';
import type { Activity } from './activity.js';
import { readOptional } from './evaluation.js';
import type { Step } from './step.js';

type TimerTrigger = Extract<EventTrigger, { readonly kind: 'timer' }>;

/** An event that the registry has found to carry a timer. */
export type TimerEventNode = (EventNode | BoundaryEventNode) & { readonly trigger: TimerTrigger };

/**
 * Evaluates the timer of an event (BPMN 2.0.2 §10.5.5, Timer Event Definition) and arms it.
 *
 * @throws UnusableAttributeError when it yields no date, duration or cycle: a timer that can never fire is a mistake
 *   that nobody would notice until the deadline has passed.
 */
export function armTimer(step: Step, activity: Activity<TimerEventNode>): void {
  const { id, trigger } = activity.element;
  const name = `timer ${trigger.timer}`;
  const timing = readOptional(step, activity, name, trigger.value, (value, env) => timingOf(trigger.timer, value, env));
  if (!timing) throw new UnusableAttributeError(id, name, 'It is null, so the timer could never fire.');
  activity.cycle = timing.cycle;
  step.emit({ type: 'armTimer', key: activity.key, element: id, due: timing.due });
}

/** Arms the next firing of a repeating timer on a fresh activity. */
export function armCycle(step: Step, activity: Activity<TimerEventNode>, cycle: ArmedCycle): void {
  activity.cycle = cycle;
  step.emit({ type: 'armTimer', key: activity.key, element: activity.element.id, due: cycle.due });
}

/**
 * The firing after the one that is armed; undefined when that was the last. It is counted from when that was due, so a
 * late firing shifts nothing, and never lies in the past: what was missed while nobody fired timers does not come in a
 * burst, and does not count as fired.
 */
export function nextOfCycle({ due, interval, remaining }: ArmedCycle, context: EngineContext): ArmedCycle | undefined {
  if (remaining === 1) return undefined;
  const next = notBeforeNow(addDuration(due, interval, context.zone), interval, context);
  return { due: next, interval, ...(remaining !== undefined && { remaining: remaining - 1 }) };
}

interface Timing {
  readonly due: string;
  readonly cycle?: ArmedCycle;
}

function timingOf(timer: TimerTrigger['timer'], value: JsonValue, context: EngineContext): Timing | null {
  if (value === null || value === '') return null;
  switch (timer) {
    case 'date': {
      const due = toInstant(value, context);
      return due === null ? null : { due };
    }
    case 'duration':
      return { due: addDuration(context.now, toDuration(value), context.zone) };
    case 'cycle': {
      const { repetitions, start, interval } = toCycle(value, context);
      if (repetitions === 0) return null;
      const due =
        start === null ? addDuration(context.now, interval, context.zone) : notBeforeNow(start, interval, context);
      return { due, cycle: { due, interval, ...(repetitions !== null && { remaining: repetitions }) } };
    }
  }
}

/** The first instant on the grid through `due` that does not lie before now. */
function notBeforeNow(due: string, interval: string, context: EngineContext): string {
  const late = Date.parse(context.now) - Date.parse(due);
  if (late <= 0) return due;
  if (interval.startsWith('PT')) {
    // Of fixed length, so skipped by arithmetic: a year of PT1S is 31 million instants.
    const length = Date.parse(addDuration(due, interval)) - Date.parse(due);
    return new Date(Date.parse(due) + Math.ceil(late / length) * length).toISOString();
  }
  let next = due;
  while (Date.parse(next) < Date.parse(context.now)) next = addDuration(next, interval, context.zone);
  return next;
}
