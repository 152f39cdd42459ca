import type { ProcessGraph } from '#bpmn';
import {
  type EngineCommand,
  type EngineContext,
  type EngineEffect,
  EngineError,
  MAX_CALL_DEPTH,
  type OpenThing,
  variablesOf,
} from '#engine';
import type { JsonObject } from '#foundation';
import { EndlessRehearsalError, RunawayCallsError } from '../errors.js';
import { HELD_TOPIC, withoutScript } from '../model/stand-in-tasks.js';
import { Mailbox } from './mailbox.js';
import type { Message, Subscription } from './message.js';
import type { OfficeOptions } from './office-options.js';
import { type OpenEntry, OpenThings } from './open-things.js';
import { type Origin, RunningInstance } from './running-instance.js';
import { StartDoors } from './start-doors.js';
import { havingVariables, runningOfCase } from './variables-of-case.js';

type OpenJob = OpenThing & { readonly type: 'scheduleJob' };
type OpenCall = OpenThing & { readonly type: 'startChild' };
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
  private readonly opened = new OpenThings();
  private readonly doors: StartDoors;
  private readonly mailbox: Mailbox;
  private readonly work: (() => void)[] = [];

  constructor(private readonly options: OfficeOptions) {
    this.clock = options.now;
    this.doors = new StartDoors(options.begun, () => this.context());
    const { instances, doors } = this;
    this.mailbox = new Mailbox({ instances, doors, entries: () => this.entries(), lenient: options.lenient });
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
    this.begin(graph, {}, { at });
    this.settle();
  }

  /** Gives a command to the instance of something open. */
  send({ instance }: OpenEntry, command: EngineCommand): void {
    this.step(instance, command);
    this.settle();
  }

  /** To the instance that waits for it, else to a start event, else kept until something takes it. */
  correlate(message: Message): void {
    this.deliver(message);
    this.settle();
  }

  /** To every instance that is armed for the signal now, and to the processes that it begins. */
  broadcast(signal: string, variables: JsonObject): void {
    this.spread(signal, variables);
    this.settle();
  }

  /**
   * Gives variables of the case that began first other values, wherever it or what it has called has them, and counts
   * anew what reads them: as an office does when a deadline is paused or extended.
   * @throws UnknownVariableError
   */
  changeVariables(variables: JsonObject): void {
    for (const [instance, own] of havingVariables(runningOfCase(this.instances), variables)) {
      this.step(instance, { type: 'setVariables', variables: own });
      instance.countDueTimesAnew(new Set(Object.keys(own)));
    }
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
    return this.opened.entries();
  }

  /** The instance that a call activity waits for. */
  childOf({ instance, thing: { key } }: Called): RunningInstance | undefined {
    return this.instances.find(({ caller }) => caller?.instance === instance && caller.key === key);
  }

  private context(businessKey?: string): EngineContext {
    const { context, decide } = this.options;
    return {
      ...context,
      now: this.clock,
      businessKey,
      decide: (request, variables) => decide(request, variables, businessKey),
    };
  }

  private begin(graph: ProcessGraph, variables: JsonObject, { at, ...origin }: Origin & { at?: string }): void {
    const { businessKey, variables: first } = this.instances.length === 0 ? this.options : { variables: {} };
    const instance = new RunningInstance(graph, (key) => this.context(key), { businessKey, ...origin });
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
    const timer = this.opened.nextTimer(until);
    const [door] = this.doors.timedUntil(until);
    if (door && (timer === undefined || Date.parse(door.due) <= Date.parse(timer.thing.due))) {
      return () => {
        this.reach(door.due);
        this.doors.passed(door);
        this.begin(door.graph, {}, { at: door.element });
      };
    }
    if (timer === undefined) return undefined;
    return () => {
      this.reach(timer.thing.due);
      this.step(timer.instance, { type: 'fireTimer', key: timer.thing.key });
    };
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
        this.work.push(() => this.deliverKept({ instance, thing: effect }));
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
        this.work.push(() => this.releaseStartKey(instance));
    }
  }

  private complete(instance: RunningInstance, job: OpenJob): void {
    if (!instance.open.has(job.key) || instance.state === null) return;
    const output = this.options.answer?.(job.topic, variablesOf(instance.state, job.key), this.clock) ?? {};
    this.step(instance, { type: 'completeJob', key: job.key, output });
  }

  private call(instance: RunningInstance, { key, element, calledElement, businessKey, variables }: OpenCall): void {
    if (this.options.held.has(element) || !instance.open.has(key)) return;
    const graph = this.options.process(calledElement);
    if (graph === undefined) return;
    if (instance.callDepth === MAX_CALL_DEPTH) throw new RunawayCallsError(MAX_CALL_DEPTH, `${instance.graph.key}:${element}`);
    this.begin(graph, variables, { businessKey, caller: { instance, key, element } });
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
    const { variables, businessKey } = message;
    const destination = this.mailbox.place(message);
    if (destination === undefined) return;
    if ('to' in destination) {
      const { instance, thing } = destination.to;
      this.step(instance, { type: 'deliverMessage', key: thing.key, variables });
    } else {
      const { begins, startKey } = destination;
      this.begin(begins.graph, variables, { at: begins.element, startKey, ...(businessKey !== undefined && { businessKey }) });
    }
  }

  private deliverKept({ instance, thing }: OpenEntry<Subscription>): void {
    if (!instance.open.has(thing.key)) return;
    const message = this.mailbox.takeFor({ instance, thing });
    if (message === undefined) return;
    this.step(instance, { type: 'deliverMessage', key: thing.key, variables: message.variables });
  }

  private releaseStartKey({ startKey }: RunningInstance): void {
    const message = startKey === undefined ? undefined : this.mailbox.takeForStart(startKey);
    if (message !== undefined) this.deliver(message);
  }

  /** What is armed is settled now, whatever has happened when the signal reaches it. The thrower has heard it already. */
  private spread(signal: string, variables: JsonObject, thrower?: RunningInstance): void {
    for (const [instance, keys] of this.opened.armedFor(signal)) {
      if (instance === thrower) continue;
      this.work.push(() => this.step(instance, { type: 'deliverSignal', signal, variables, keys }));
    }
    for (const { graph, element } of this.doors.openedBy('signal', signal)) {
      this.work.push(() => this.begin(graph, variables, { at: element }));
    }
  }
}

function endOf(key: number, end: Extract<EngineEffect, { type: 'endInstance' }>): EngineCommand | undefined {
  if (end.outcome === 'completed') return { type: 'childEnded', key, variables: end.variables };
  if (end.outcome === 'cancelled') return undefined;
  const { code: errorCode, message: errorMessage } = end.error;
  return { type: 'childFailed', key, errorCode, errorMessage, variables: end.variables };
}
