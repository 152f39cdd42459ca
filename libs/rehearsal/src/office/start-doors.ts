import type { ProcessGraph, TimerTrigger } from '#bpmn';
import { nextStartTimer, startTimer, type StartTrigger, startTriggers } from '#engine';
import { evaluate, type ExpressionEnv, toText } from '#expressions';

/** A start event with a trigger, or what else begins instances of a process. */
export interface StartDoor {
  readonly graph: ProcessGraph;
  /** BPMN id. */
  readonly element: string;
  readonly trigger: StartTrigger['trigger'];
}

/** A door that opens at an instant. */
export interface TimedDoor extends StartDoor {
  /** ISO 8601 instant in UTC. */
  readonly due: string;
  /** The door as it is armed after it has opened; undefined when that was the last time. */
  next(env: ExpressionEnv): TimedDoor | undefined;
}

/** The ways into some processes, other than being started by hand or called. */
export class StartDoors {
  private readonly doors: readonly StartDoor[];
  private timed: TimedDoor[];

  /** @throws UnusableAttributeError for a timer that cannot be evaluated. */
  constructor(
    graphs: readonly ProcessGraph[],
    private readonly env: () => ExpressionEnv,
  ) {
    this.doors = graphs.flatMap((graph) => startTriggers(graph).map((start) => ({ graph, ...start })));
    this.timed = this.doors.flatMap((door) => timedDoor(door, env()) ?? []);
  }

  /** Those that the message or signal of this name opens. */
  openedBy(kind: 'message' | 'signal', name: string): StartDoor[] {
    return this.doors.filter(({ trigger }) => trigger.kind === kind && this.nameOf(trigger) === name);
  }

  /** Those that open by themselves until an instant, the next first. */
  timedUntil(until: string): TimedDoor[] {
    return this.timed
      .filter(({ due }) => Date.parse(due) <= Date.parse(until))
      .sort((a, b) => Date.parse(a.due) - Date.parse(b.due));
  }

  /** A door has opened by itself; a cycle is armed again. */
  passed(door: TimedDoor): void {
    this.timed = this.timed.flatMap((each) => (each === door ? (door.next(this.env()) ?? []) : each));
  }

  /** No door opens by itself any more. */
  forgetTimed(): void {
    this.timed = [];
  }

  private nameOf(trigger: StartTrigger['trigger']): string | null {
    if (trigger.kind !== 'message' && trigger.kind !== 'signal') return null;
    return toText(evaluate(trigger.kind === 'message' ? trigger.message : trigger.signal, {}, this.env()));
  }
}

function timedDoor(door: StartDoor, env: ExpressionEnv): TimedDoor | undefined {
  const { trigger, element } = door;
  if (trigger.kind !== 'timer') return undefined;
  const timing = startTimer(element, trigger, env);
  return timing === null ? undefined : armed(door, trigger, timing);
}

type Timing = NonNullable<ReturnType<typeof startTimer>>;

function armed(door: StartDoor, trigger: TimerTrigger, { due, cycle }: Timing): TimedDoor {
  return {
    ...door,
    due,
    next(env) {
      const timing = cycle && nextStartTimer(cycle, trigger, env);
      return timing ? armed(door, trigger, timing) : undefined;
    },
  };
}
