import type { EventTrigger, TimerTrigger } from '#bpmn';
import { nextStartTimer, startTimer } from '#engine';
import { evaluate, type ExpressionEnv, mayRead, toText } from '#expressions';
import type { JsonObject } from '#foundation';

/** A timer that bpmn-engine waits for. */
interface KnownTimer {
  readonly element: string;
  readonly trigger: TimerTrigger;
  /** ISO 8601 instants in UTC. */
  readonly armedAt: string;
  readonly due: string;
  readonly cycle?: NonNullable<ReturnType<typeof startTimer>>['cycle'];
}

/** When the timers that bpmn-engine waits for are due, which it does not tell. One for each element. */
export class ReferenceTimers {
  private known = new Map<string, KnownTimer>();

  /** Takes note of what waits now: a timer that is new begins now, one that waits no more is forgotten. */
  follow(
    waiting: readonly string[],
    triggerOf: (element: string) => EventTrigger | undefined,
    variables: JsonObject,
    env: ExpressionEnv,
  ): void {
    const timers = new Map<string, KnownTimer>();
    for (const element of waiting) {
      const trigger = triggerOf(element);
      if (trigger?.kind !== 'timer') continue;
      const timer = this.known.get(element) ?? armed(element, trigger, variables, env);
      if (timer !== undefined) timers.set(element, timer);
    }
    this.known = timers;
  }

  /** Counts those again that may read one of the variables; cycles go on as they are. */
  countAnew(names: ReadonlySet<string>, variables: JsonObject, env: ExpressionEnv): void {
    for (const [element, { trigger, armedAt, cycle }] of this.known) {
      if (cycle !== undefined || !mayRead(trigger.value, names)) continue;
      const timer = armed(element, trigger, variables, { ...env, now: armedAt });
      if (timer !== undefined) this.known.set(element, timer);
    }
  }

  /** The earliest until an instant. */
  next(until: string): KnownTimer | undefined {
    return [...this.known.values()]
      .filter(({ due }) => Date.parse(due) <= Date.parse(until))
      .sort((a, b) => Date.parse(a.due) - Date.parse(b.due))[0];
  }

  /** A cycle is counted on; any other is new if the element waits again. */
  fired({ element, trigger, cycle }: KnownTimer, env: ExpressionEnv): void {
    this.known.delete(element);
    const next = cycle && nextStartTimer(cycle, trigger, env);
    if (next) this.known.set(element, { element, trigger, armedAt: env.now, ...next });
  }
}

function armed(
  element: string,
  trigger: TimerTrigger,
  variables: JsonObject,
  env: ExpressionEnv,
): KnownTimer | undefined {
  const value = toText(evaluate(trigger.value, variables, env)) ?? '';
  const timing = startTimer(element, { ...trigger, value }, env);
  return timing === null ? undefined : { element, trigger, armedAt: env.now, ...timing };
}
