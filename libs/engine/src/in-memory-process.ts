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
export type OpenThing = Effect<
  'openTask' | 'scheduleJob' | 'armTimer' | 'subscribe' | 'subscribeSignal' | 'startChild' | 'offerActivities'
>;

/** These commands use up what they name. A subscription may take more messages, an offer be chosen from again. */
const USING_UP: ReadonlySet<EngineCommand['type']> = new Set([
  'completeTask',
  'completeJob',
  'failJob',
  'fireTimer',
  'childEnded',
  'childFailed',
]);

/**
 * One process instance in memory on a virtual clock: it does what the runtime does with the effects, without database,
 * queue or people. For rehearsals, tests and benchmarks; elements are named by their BPMN ids.
 */
export class InMemoryProcess {
  /** By key, in the order in which they were opened. */
  readonly open = new Map<number, OpenThing>();
  readonly history: Effect<'recordActivity'>[] = [];
  /** What has left the instance, in order. */
  readonly sent: Effect<'publishMessage' | 'broadcastSignal' | 'escalate'>[] = [];
  state: EngineState | null = null;
  outcome: Effect<'endInstance'> | undefined;

  constructor(
    readonly graph: ProcessGraph,
    protected context: EngineContext,
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

  /** @param at as in the start command. */
  start(variables: JsonObject = {}, at?: string): readonly EngineEffect[] {
    return this.send({ type: 'start', variables, ...(at !== undefined && { at }) });
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

  deliverSignal(signal: string, variables: JsonObject = {}): readonly EngineEffect[] {
    return this.send({ type: 'deliverSignal', signal, variables });
  }

  endChild(element: string, variables: JsonObject = {}): readonly EngineEffect[] {
    return this.send({ type: 'childEnded', key: this.keyOf('startChild', element), variables });
  }

  failChild(element: string, errorCode: string, variables: JsonObject = {}): readonly EngineEffect[] {
    return this.send({ type: 'childFailed', key: this.keyOf('startChild', element), errorCode, variables });
  }

  escalateChild(element: string, escalationCode?: string): readonly EngineEffect[] {
    return this.send({ type: 'childEscalated', key: this.keyOf('startChild', element), escalationCode });
  }

  rescheduleTimer(element: string, due: string): readonly EngineEffect[] {
    return this.send({ type: 'rescheduleTimer', key: this.keyOf('armTimer', element), due });
  }

  setVariables(variables: JsonObject): readonly EngineEffect[] {
    return this.send({ type: 'setVariables', variables });
  }

  startActivity(adHoc: string, element: string, variables: JsonObject = {}): readonly EngineEffect[] {
    return this.send({ type: 'startActivity', key: this.keyOf('offerActivities', adHoc), element, variables });
  }

  completeAdHoc(element: string): readonly EngineEffect[] {
    return this.send({ type: 'completeAdHoc', key: this.keyOf('offerActivities', element) });
  }

  /** Moves the clock, firing on the way every timer that falls due, each at its own instant. */
  passTimeUntil(instant: string): void {
    for (let timer = this.nextTimer(instant); timer; timer = this.nextTimer(instant)) {
      if (Date.parse(timer.due) > Date.parse(this.now)) this.context = { ...this.context, now: timer.due };
      this.send({ type: 'fireTimer', key: timer.key });
    }
    this.context = { ...this.context, now: instant };
  }

  /**
   * @param graph to take this one step on, where it is to be another one than the instance's.
   * @throws EngineError; the instance then stands as it did before.
   */
  send(command: EngineCommand, graph = this.graph): readonly EngineEffect[] {
    const { state, effects } = advance(graph, this.state, command, this.context);
    this.state = state;
    if ('key' in command && command.key !== undefined && USING_UP.has(command.type)) this.open.delete(command.key);
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
      case 'subscribeSignal':
      case 'startChild':
      case 'offerActivities':
        this.open.set(effect.key, effect);
        break;
      case 'closeTask':
      case 'cancelJob':
      case 'disarmTimer':
      case 'unsubscribe':
      case 'cancelChild':
      case 'withdrawOffer':
        this.open.delete(effect.key);
        break;
      case 'rescheduleTimer': {
        const timer = this.open.get(effect.key);
        if (timer?.type === 'armTimer') this.open.set(effect.key, { ...timer, due: effect.due });
        break;
      }
      case 'recordActivity':
        this.history.push(effect);
        break;
      case 'publishMessage':
      case 'broadcastSignal':
      case 'escalate':
        this.sent.push(effect);
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
