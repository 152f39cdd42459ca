import type { ProcessGraph } from '#bpmn';
import {
  type EngineCommand,
  type EngineContext,
  type EngineEffect,
  EngineError,
  type OpenThing,
  variablesOf,
} from '#engine';
import type { JsonObject } from '#foundation';
import { EndlessRehearsalError } from '../errors.js';
import { HELD_TOPIC, withoutScript } from '../model/stand-in-tasks.js';
import { fits, type Message } from './message.js';
import type { OfficeOptions } from './office-options.js';
import { type Caller, RunningInstance } from './running-instance.js';
import { StartDoors } from './start-doors.js';

/** Something open of one instance. */
export interface OpenEntry<T extends OpenThing = OpenThing> {
  readonly instance: RunningInstance;
  readonly thing: T;
}

type OpenJob = OpenThing & { readonly type: 'scheduleJob' };
type OpenCall = OpenThing & { readonly type: 'startChild' };
type OpenTimer = OpenThing & { readonly type: 'armTimer' };
type Called = { readonly instance: RunningInstance; readonly thing: { readonly key: number } };

export type HistoryLine = Extract<EngineEffect, { type: 'recordActivity' }> & { readonly process: string };

/** Commands that one step may lead to: a timer of no length in a loop would go on for ever. */
const COMMANDS_PER_STEP = 30_000;

/**
 * Several process instances on one virtual clock, without database, queue or people: the effects of each step of the
 * engine are carried out as the runtime does it, each in a step of its own and in the order in which they came about.
 * User tasks, held tasks and messages from outside wait for the caller; everything else is done at once.
 */
export class OfficeInMemory {
  readonly instances: RunningInstance[] = [];
  readonly history: HistoryLine[] = [];
  private clock: string;
  /** In the order of opening; entries of what has been closed are dropped when they are met. */
  private readonly opened = new Set<OpenEntry>();
  /** Messages that nothing waited for, oldest first. */
  private readonly kept: Message[] = [];
  private readonly doors: StartDoors;
  private readonly work: (() => void)[] = [];

  constructor(private readonly options: OfficeOptions) {
    this.clock = options.now;
    this.doors = new StartDoors(options.begun, () => this.context());
  }

  get now(): string {
    return this.clock;
  }

  /**
   * Starts an instance by hand, at its start events without a trigger or at another one. From then on time alone begins
   * no further instance.
   */
  start(graph: ProcessGraph, at?: string): void {
    this.doors.forgetTimed();
    this.begin(graph, {}, at);
    this.settle();
  }

  /** Gives a command to the instance of something open. */
  send({ instance }: OpenEntry, command: EngineCommand): void {
    this.step(instance, command);
    this.settle();
  }

  /** To the oldest subscription that fits, else to a start event, else kept until something waits for it. */
  correlate(message: Message): void {
    this.deliver(message);
    this.settle();
  }

  /** To every instance that is armed for the signal now, and to the processes that it begins. */
  broadcast(signal: string, variables: JsonObject): void {
    this.spread(signal, variables);
    this.settle();
  }

  /** Moves the clock; everything that falls due on the way happens at its own instant, in that order. */
  passTimeUntil(instant: string): void {
    this.settle(instant);
    this.reach(instant);
  }

  /** Whether time alone begins an instance of the process until an instant. */
  isBegunUntil({ key }: ProcessGraph, instant: string): boolean {
    return this.doors.timedUntil(instant).some(({ graph }) => graph.key === key);
  }

  isBegunBy({ key }: ProcessGraph, kind: 'message' | 'signal', name: string): boolean {
    return this.doors.openedBy(kind, name).some(({ graph }) => graph.key === key);
  }

  /** Everything open, in order of opening. */
  entries(): OpenEntry[] {
    return [...this.opened].flatMap((entry) => {
      const { instance, thing } = entry;
      const current = instance.open.get(thing.key);
      if (current === undefined) this.opened.delete(entry);
      return current === undefined ? [] : [{ instance, thing: current }];
    });
  }

  /** The instance that a call activity waits for. */
  childOf({ instance, thing: { key } }: Called): RunningInstance | undefined {
    return this.instances.find(({ caller }) => caller?.instance === instance && caller.key === key);
  }

  private context(): EngineContext {
    return { ...this.options.context, now: this.clock };
  }

  private begin(graph: ProcessGraph, variables: JsonObject, at?: string, caller?: Caller): void {
    const instance = new RunningInstance(graph, () => this.context(), caller);
    const first = this.instances.length === 0 ? this.options.variables : {};
    this.instances.push(instance);
    this.step(instance, { type: 'start', variables: { ...first, ...variables }, ...(at !== undefined && { at }) });
  }

  /** Does what is waiting to be done until nothing is, and with it all that falls due until an instant. */
  private settle(until = this.clock): void {
    for (let count = 0; ; count += 1) {
      const next = this.work.shift() ?? this.nextDue(until);
      if (next === undefined) return;
      if (count === COMMANDS_PER_STEP) {
        throw new EndlessRehearsalError(COMMANDS_PER_STEP, this.history.at(-1)?.element ?? 'its start');
      }
      next();
    }
  }

  private nextDue(until: string): (() => void) | undefined {
    const timer = this.nextTimer(until);
    const [door] = this.doors.timedUntil(until);
    if (door && (timer === undefined || Date.parse(door.due) <= Date.parse(timer.thing.due))) {
      return () => {
        this.reach(door.due);
        this.doors.passed(door);
        this.begin(door.graph, {}, door.element);
      };
    }
    if (timer === undefined) return undefined;
    return () => {
      this.reach(timer.thing.due);
      this.step(timer.instance, { type: 'fireTimer', key: timer.thing.key });
    };
  }

  private nextTimer(until: string): OpenEntry<OpenTimer> | undefined {
    let next: OpenEntry<OpenTimer> | undefined;
    for (const { instance, thing } of this.entries()) {
      if (thing.type !== 'armTimer' || Date.parse(thing.due) > Date.parse(until)) continue;
      if (next === undefined || Date.parse(thing.due) < Date.parse(next.thing.due)) next = { instance, thing };
    }
    return next;
  }

  private reach(instant: string): void {
    if (Date.parse(instant) > Date.parse(this.clock)) this.clock = new Date(instant).toISOString();
  }

  /** One command for one instance, unless it has become pointless meanwhile. */
  private step(instance: RunningInstance, command: EngineCommand): void {
    if (instance.ended || ('key' in command && command.key !== undefined && !instance.open.has(command.key))) return;
    for (const effect of this.advance(instance, command, instance.graph)) this.carryOut(instance, effect);
  }

  private advance(instance: RunningInstance, command: EngineCommand, graph: ProcessGraph): readonly EngineEffect[] {
    try {
      return instance.send(command, graph);
    } catch (error) {
      if (!this.options.lenient || !(error instanceof EngineError) || error.element === undefined) throw error;
      const without = withoutScript(graph, error.element);
      if (without === undefined) throw error;
      return this.advance(instance, command, without);
    }
  }

  private carryOut(instance: RunningInstance, effect: EngineEffect): void {
    switch (effect.type) {
      case 'openTask':
      case 'armTimer':
      case 'subscribeSignal':
      case 'offerActivities':
        this.opened.add({ instance, thing: effect });
        break;
      case 'scheduleJob':
        this.opened.add({ instance, thing: effect });
        if (effect.topic !== HELD_TOPIC) this.work.push(() => this.complete(instance, effect));
        break;
      case 'subscribe':
        this.opened.add({ instance, thing: effect });
        this.work.push(() => this.deliverKept(instance, effect));
        break;
      case 'startChild':
        this.opened.add({ instance, thing: effect });
        this.work.push(() => this.call(instance, effect));
        break;
      case 'cancelChild':
        this.cancelChild({ instance, thing: effect });
        break;
      case 'publishMessage':
        this.work.push(() => this.deliver({ ...effect, name: effect.message, key: effect.correlationKey }));
        break;
      case 'broadcastSignal':
        this.spread(effect.signal, effect.variables, instance);
        break;
      case 'escalate':
        this.tellCaller(instance, (key) => ({ type: 'childEscalated', key, escalationCode: effect.escalationCode }));
        break;
      case 'recordActivity':
        this.history.push({ ...effect, process: instance.graph.key });
        break;
      case 'endInstance':
        this.tellCaller(instance, (key) => endOf(key, effect));
    }
  }

  private complete(instance: RunningInstance, job: OpenJob): void {
    if (!instance.open.has(job.key) || instance.state === null) return;
    const output = this.options.answer?.(job.topic, variablesOf(instance.state, job.key), this.clock) ?? {};
    this.step(instance, { type: 'completeJob', key: job.key, output });
  }

  private call(instance: RunningInstance, { key, element, calledElement, variables }: OpenCall): void {
    if (this.options.held.has(element) || !instance.open.has(key)) return;
    const graph = this.options.process(calledElement);
    if (graph !== undefined) this.begin(graph, variables, undefined, { instance, key, element });
  }

  private cancelChild(called: Called): void {
    const child = this.childOf(called);
    if (child !== undefined) this.step(child, { type: 'cancel' });
  }

  private tellCaller({ caller }: RunningInstance, command: (key: number) => EngineCommand | undefined): void {
    const told = caller && command(caller.key);
    if (told !== undefined) this.work.push(() => this.step(caller!.instance, told));
  }

  private deliver(message: Message): void {
    const waiting = this.entries().find(({ thing }) => thing.type === 'subscribe' && fits(message, thing, this.options.lenient));
    if (waiting !== undefined) {
      this.step(waiting.instance, { type: 'deliverMessage', key: waiting.thing.key, variables: message.variables });
      return;
    }
    const [door] = this.doors.openedBy('message', message.name);
    if (door !== undefined) this.begin(door.graph, message.variables, door.element);
    else this.kept.push(message);
  }

  private deliverKept(instance: RunningInstance, subscription: OpenThing & { type: 'subscribe' }): void {
    const index = this.kept.findIndex((message) => fits(message, subscription, this.options.lenient));
    if (index < 0 || !instance.open.has(subscription.key)) return;
    const [message] = this.kept.splice(index, 1);
    this.step(instance, { type: 'deliverMessage', key: subscription.key, variables: message?.variables ?? {} });
  }

  /** Who is armed is settled now, whatever has happened when it reaches them. */
  private spread(signal: string, variables: JsonObject, thrower?: RunningInstance): void {
    const armed = this.entries().flatMap(({ instance, thing }) =>
      instance !== thrower && thing.type === 'subscribeSignal' && thing.signal === signal ? [instance] : [],
    );
    for (const instance of new Set(armed)) {
      this.work.push(() => this.step(instance, { type: 'deliverSignal', signal, variables }));
    }
    for (const { graph, element } of this.doors.openedBy('signal', signal)) {
      this.work.push(() => this.begin(graph, variables, element));
    }
  }
}

function endOf(key: number, end: Extract<EngineEffect, { type: 'endInstance' }>): EngineCommand | undefined {
  if (end.outcome === 'completed') return { type: 'childEnded', key, variables: end.variables };
  if (end.outcome === 'cancelled') return undefined;
  const { code: errorCode, message: errorMessage } = end.error;
  return { type: 'childFailed', key, errorCode, errorMessage, variables: end.variables };
}
