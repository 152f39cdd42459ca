import type { ProcessGraph } from '#bpmn';
import {
  catchesError,
  dueTimes,
  type EngineContext,
  InMemoryProcess,
  interruptsOnEscalation,
  openActivities,
  type OpenThing,
  type TimedThing,
} from '#engine';
import { mayRead } from '#expressions';

/** Which call activity of which instance waits for this one. */
export interface Caller {
  readonly instance: RunningInstance;
  /** Key of the call. */
  readonly key: number;
  /** BPMN id of the call activity. */
  readonly element: string;
}

/** How an instance has come about. */
export interface Origin {
  readonly caller?: Caller;
  readonly businessKey?: string;
  /** Where a message with a correlation key has begun it: no other one with that start key begins while it runs. */
  readonly startKey?: string;
}

/** One process instance of an office in memory. */
export class RunningInstance extends InMemoryProcess {
  /** Tasks and timers, by key, with the instant of their opening. */
  private readonly timed = new Map<number, TimedThing>();

  constructor(
    graph: ProcessGraph,
    private readonly contextNow: (businessKey: string | undefined) => EngineContext,
    private readonly origin: Origin,
  ) {
    super(graph, contextNow(origin.businessKey));
  }

  get caller(): Caller | undefined {
    return this.origin.caller;
  }

  get businessKey(): string | undefined {
    return this.origin.businessKey;
  }

  get startKey(): string | undefined {
    return this.origin.startKey;
  }

  /** How many instances wait for this one, each inside the next. */
  get callDepth(): number {
    return this.caller === undefined ? 0 : this.caller.instance.callDepth + 1;
  }

  override send(...[command, graph]: Parameters<InMemoryProcess['send']>): ReturnType<InMemoryProcess['send']> {
    this.context = {
      ...this.contextNow(this.businessKey),
      callerCatches: (errorCode) => isCaught(this.caller, errorCode),
      callerInterrupts: (escalationCode) => isInterrupted(this.caller, escalationCode),
    };
    const effects = super.send(command, graph);
    for (const effect of effects) {
      if (effect.type !== 'openTask' && effect.type !== 'armTimer') continue;
      this.timed.set(effect.key, { key: effect.key, since: this.now });
    }
    return effects;
  }

  /**
   * Counts due dates of open tasks and instants of armed timers anew that may read one of the variables.
   * @throws CongvanError where one cannot be counted any more; an office would leave it as it was and tell its operator
   */
  countDueTimesAnew(names: ReadonlySet<string>): void {
    if (this.state === null) return;
    const timed = [...this.timed.values()].filter(({ key }) => this.open.has(key));
    for (const { key, text, due, problem } of dueTimes(this.graph, this.state, timed, this.context)) {
      if (!mayRead(text, names)) continue;
      if (problem !== undefined) throw problem;
      this.open.set(key, withDueTime(this.open.get(key)!, due));
    }
  }

  /** Ids of the conditional events in the flow that wait: they wait for variables, and open nothing in the world. */
  get conditionsWaitedFor(): string[] {
    if (this.state === null) return [];
    return openActivities(this.state)
      .map(({ element }) => element)
      .filter((element) => {
        const node = this.graph.nodes[element];
        return node?.type === 'intermediateCatchEvent' && node.trigger?.kind === 'conditional';
      });
  }
}

function withDueTime(thing: OpenThing, due: string | null): OpenThing {
  if (thing.type === 'openTask') return { ...thing, dueDate: due ?? undefined };
  return thing.type === 'armTimer' && due !== null ? { ...thing, due } : thing;
}

function isInterrupted(caller: Caller | undefined, escalationCode?: string): boolean {
  for (let at = caller; at !== undefined; at = at.instance.caller) {
    const interrupts = interruptsOnEscalation(at.instance.graph, at.element, escalationCode);
    if (interrupts !== undefined) return interrupts;
  }
  return false;
}

function isCaught(caller: Caller | undefined, errorCode: string): boolean {
  for (let at = caller; at !== undefined; at = at.instance.caller) {
    if (catchesError(at.instance.graph, at.element, errorCode)) return true;
  }
  return false;
}
