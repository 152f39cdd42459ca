import type { ProcessGraph } from '#bpmn';
import type { JsonObject } from '#foundation';
import { advance } from './advance.js';
import type { EngineCommand, EngineContext } from './command.js';
import type { EngineEffect } from './effect.js';
import { NotOpenError } from './errors.js';
import { hasEnded, variablesOf } from './read-state.js';
import type { EngineState } from './state.js';

type Effect<T extends EngineEffect['type']> = Extract<EngineEffect, { readonly type: T }>;

/** One thing that the instance waits for: the effect that opened it. */
export type OpenThing = Effect<'openTask' | 'scheduleJob' | 'armTimer' | 'subscribe' | 'startChild'>;

/**
 * One process instance in memory on a virtual clock: it does what the runtime does with the effects, without database,
 * queue or people. For tests and benchmarks; elements are named by their BPMN ids.
 */
export class InMemoryProcess {
  /** By key, in the order in which they were opened. */
  readonly open = new Map<number, OpenThing>();
  readonly history: Effect<'recordActivity'>[] = [];
  state: EngineState | null = null;
  outcome: Effect<'endInstance'> | undefined;

  constructor(
    readonly graph: ProcessGraph,
    private context: EngineContext,
  ) {}

  get now(): string {
    return this.context.now;
  }

  get ended(): boolean {
    return this.state !== null && hasEnded(this.state);
  }

  /** Variables of the process, also after its end. */
  get variables(): JsonObject {
    return this.outcome?.variables ?? (this.state ? variablesOf(this.state) : {});
  }

  /** Ids of the elements that are open, in order of opening. */
  get waitingFor(): string[] {
    return [...this.open.values()].map(({ element }) => element);
  }

  start(variables: JsonObject = {}): readonly EngineEffect[] {
    return this.send({ type: 'start', variables });
  }

  completeTask(element: string, variables: JsonObject = {}, local: JsonObject = {}): readonly EngineEffect[] {
    return this.send({ type: 'completeTask', key: this.keyOf('openTask', element), variables, local });
  }

  completeJob(element: string, output: JsonObject = {}): readonly EngineEffect[] {
    return this.send({ type: 'completeJob', key: this.keyOf('scheduleJob', element), output });
  }

  failJob(element: string, errorCode: string, errorMessage?: string): readonly EngineEffect[] {
    return this.send({ type: 'failJob', key: this.keyOf('scheduleJob', element), errorCode, errorMessage });
  }

  fireTimer(element: string): readonly EngineEffect[] {
    return this.send({ type: 'fireTimer', key: this.keyOf('armTimer', element) });
  }

  deliverMessage(element: string, variables: JsonObject = {}): readonly EngineEffect[] {
    return this.send({ type: 'deliverMessage', key: this.keyOf('subscribe', element), variables });
  }

  endChild(element: string, variables: JsonObject = {}): readonly EngineEffect[] {
    return this.send({ type: 'childEnded', key: this.keyOf('startChild', element), variables });
  }

  failChild(element: string, errorCode: string, variables: JsonObject = {}): readonly EngineEffect[] {
    return this.send({ type: 'childFailed', key: this.keyOf('startChild', element), errorCode, variables });
  }

  /** Moves the clock, firing on the way every timer that falls due, each at its own instant. */
  passTimeUntil(instant: string): void {
    for (let timer = this.nextTimer(instant); timer; timer = this.nextTimer(instant)) {
      if (Date.parse(timer.due) > Date.parse(this.now)) this.context = { ...this.context, now: timer.due };
      this.send({ type: 'fireTimer', key: timer.key });
    }
    this.context = { ...this.context, now: instant };
  }

  /** @throws EngineError; the instance then stands as it did before. */
  send(command: EngineCommand): readonly EngineEffect[] {
    const { state, effects } = advance(this.graph, this.state, command, this.context);
    this.state = state;
    // A command uses up what it names; a subscription stays until it is withdrawn, since it may take more messages.
    if ('key' in command && command.type !== 'setVariables' && command.type !== 'deliverMessage') {
      this.open.delete(command.key);
    }
    for (const effect of effects) this.apply(effect);
    return effects;
  }

  /** The oldest open thing of an element. @throws NotOpenError */
  keyOf(type: OpenThing['type'], element: string): number {
    for (const thing of this.open.values()) if (thing.type === type && thing.element === element) return thing.key;
    throw new NotOpenError(`${element}: nothing that came of ${type} is open.`, element);
  }

  private apply(effect: EngineEffect): void {
    switch (effect.type) {
      case 'openTask':
      case 'scheduleJob':
      case 'armTimer':
      case 'subscribe':
      case 'startChild':
        this.open.set(effect.key, effect);
        break;
      case 'closeTask':
      case 'cancelJob':
      case 'disarmTimer':
      case 'unsubscribe':
      case 'cancelChild':
        this.open.delete(effect.key);
        break;
      case 'recordActivity':
        this.history.push(effect);
        break;
      case 'endInstance':
        this.outcome = effect;
    }
  }

  private nextTimer(until: string): Effect<'armTimer'> | undefined {
    const armed = [...this.open.values()].filter((thing) => thing.type === 'armTimer');
    return armed
      .filter(({ due }) => Date.parse(due) <= Date.parse(until))
      .sort((a, b) => Date.parse(a.due) - Date.parse(b.due) || a.key - b.key)[0];
  }
}
