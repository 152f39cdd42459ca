import type { ProcessGraph } from '#bpmn';
import { type DecisionResult, evaluateDecision } from '#decisions';
import { type DecisionRequest, type EngineCommand, type OpenThing, startTriggers } from '#engine';
import { addDuration, type ScriptRunner } from '#expressions';
import type { JsonObject } from '#foundation';
import { NothingOpenError, TaskOfOthersError } from './errors.js';
import { probedFlow } from './model/flow-probes.js';
import { KnownNames } from './model/known-names.js';
import type { Model } from './model/model.js';
import { withHeldTasks } from './model/stand-in-tasks.js';
import { type HistoryLine, OfficeInMemory } from './office/office-in-memory.js';
import type { OpenEntry } from './office/open-things.js';
import type { Outcome, Rehearsal, Step, TraceEntry } from './rehearsal.js';
import { SHIPPED_CALENDAR } from './shipped-calendar.js';

/** What a rehearsal is told besides the model. */
export interface RehearsalOptions {
  /** ISO 8601 instant at which it begins. */
  readonly now: string;
  /** IANA zone of dates without a zone. */
  readonly zone: string;
  /** Ids of tasks, throwing events and call activities that wait for a step instead of completing by themselves. */
  readonly hold: readonly string[];
  readonly scripts?: ScriptRunner;
  /** What the handler of a topic answers; by default nothing. */
  readonly answer?: (topic: string, variables: JsonObject, now: string) => JsonObject;
  /** Scripts and expressions of tasks that cannot be evaluated, and decisions that are not there, count as done. */
  readonly lenient: boolean;
}

/** What our engine can be told in addition. */
export interface EngineRehearsalOptions extends RehearsalOptions {
  /** Id of the start event; by default the one without a trigger, or what the first step triggers. */
  readonly start?: string;
  /** Of the instance that begins; what the message that begins it brings counts more. */
  readonly businessKey?: string;
  /** Groups by login. A task that is completed by somebody must be visible to him. */
  readonly people?: ReadonlyMap<string, readonly string[]>;
}

type Open<T extends OpenThing['type']> = Extract<OpenThing, { readonly type: T }>;
type OpenTask = Open<'openTask'>;
type StepOf<K extends Step['kind']> = Extract<Step, { readonly kind: K }>;

/** Bodies around the runs of a loop; the runs are activities of their own. */
const BODIES: readonly string[] = ['multiInstanceBody', 'standardLoopBody'];

/** The steps that each kind of open thing waits for. */
const WAITS_FOR: Readonly<Record<OpenThing['type'], readonly string[]>> = {
  openTask: ['`complete`'],
  offerActivities: ['`complete`'],
  scheduleJob: ['`job`', '`error`'],
  startChild: ['`job`', '`error`'],
  subscribe: ['`message`'],
  subscribeSignal: ['`signal`'],
  armTimer: ['`advance`', '`until`'],
};

/** A model on our engine. Each run of a multi-instance or looping activity is listed, the body around them is not. */
export class EngineRehearsal implements Rehearsal {
  private readonly playing: ReadonlyMap<string, ProcessGraph>;
  private readonly names: KnownNames;
  private office: OfficeInMemory;

  constructor(
    private readonly model: Model,
    private readonly options: EngineRehearsalOptions,
  ) {
    const held = new Set(options.hold);
    this.playing = new Map([...model.processes].map(([key, graph]) => [key, withHeldTasks(graph, held)]));
    this.names = new KnownNames(model);
    this.office = this.openOffice({});
  }

  get trace(): TraceEntry[] {
    return this.lines.filter(({ elementType }) => !BODIES.includes(elementType)).map(toEntry);
  }

  /** The trace as bpmn-engine would tell it: of a multi-instance or looping activity the body alone. */
  get traceWithoutRuns(): TraceEntry[] {
    return this.lines.filter((line) => BODIES.includes(line.elementType) || !this.isLooping(line)).map(toEntry);
  }

  /** Everything that the engine has recorded, of the processes themselves and the probes on their flows also. */
  get history(): readonly HistoryLine[] {
    return this.office.history;
  }

  get open(): string[] {
    const entries = this.office.entries().flatMap((entry) => this.waitingIn(entry));
    return [...entries, ...this.conditionsWaitedFor];
  }

  get ended(): boolean {
    const { instances } = this.office;
    return instances.length > 0 && instances.every(({ ended }) => ended);
  }

  get outcome(): Outcome | null {
    return this.office.instances[0]?.outcome?.outcome ?? null;
  }

  get variables(): JsonObject {
    return this.office.instances[0]?.variables ?? {};
  }

  get now(): string {
    return this.office.now;
  }

  tasks(element: string): OpenTask[] {
    return this.entriesOf('openTask', element).map(({ thing }) => thing);
  }

  async begin(variables: JsonObject, first: Step | undefined): Promise<void> {
    this.office = this.openOffice(variables);
    const main = this.played(this.model.main.key);
    const { start } = this.options;
    const triggers = main.root.starts.length === 0 ? startTriggers(main) : [];
    const waits = start === undefined && triggers.length > 0 && this.isBegunBy(main, first);
    if (!waits) this.office.start(main, start ?? triggers[0]?.element);
  }

  take(step: Step): void {
    switch (step.kind) {
      case 'complete':
        return this.completeTask(step);
      case 'job': {
        const { output } = step;
        return this.settle(step, {
          scheduleJob: (key) => ({ type: 'completeJob', key, output }),
          startChild: (key) => ({ type: 'childEnded', key, variables: output }),
        });
      }
      case 'error': {
        const { code: errorCode } = step;
        return this.settle(step, {
          scheduleJob: (key) => ({ type: 'failJob', key, errorCode }),
          startChild: (key) => ({ type: 'childFailed', key, errorCode }),
        });
      }
      case 'message':
        return this.office.correlate({ ...step, name: this.names.nameOf('message', step.name) });
      case 'signal':
        return this.office.broadcast(this.names.nameOf('signal', step.name), step.variables);
      case 'set':
        return this.office.changeVariables(step.variables);
      case 'advance':
      case 'until':
        return this.office.passTimeUntil(this.instantOf(step));
    }
  }

  /** What belongs into a trace: neither processes nor probes. */
  private get lines(): HistoryLine[] {
    return this.history.filter(({ parent, element }) => parent !== undefined && probedFlow(element) === undefined);
  }

  private get conditionsWaitedFor(): string[] {
    return this.office.instances.flatMap(({ conditionsWaitedFor }) => conditionsWaitedFor);
  }

  private isLooping({ process, element }: HistoryLine): boolean {
    const node = this.model.processes.get(process)?.nodes[element];
    if (node === undefined || !('inputs' in node)) return false;
    return node.multiInstance !== undefined || node.standardLoop !== undefined;
  }

  private openOffice(variables: JsonObject): OfficeInMemory {
    const { answer, zone, scripts, now, hold, lenient, businessKey } = this.options;
    return new OfficeInMemory({
      begun: this.model.begun.map(({ key }) => this.played(key)),
      process: (key) => (this.playing.has(key) ? this.played(key) : undefined),
      answer,
      context: { zone, scripts, calendar: SHIPPED_CALENDAR },
      decide: (request, seen, key) => this.decide(request, seen, key),
      now,
      variables,
      businessKey,
      held: new Set(hold),
      lenient,
    });
  }

  private played(key: string): ProcessGraph {
    return this.playing.get(key) ?? this.model.main;
  }

  private isBegunBy(process: ProcessGraph, first: Step | undefined): boolean {
    switch (first?.kind) {
      case 'message':
      case 'signal':
        return this.office.isBegunBy(process, first.kind, this.names.resolve(first.name));
      case 'advance':
      case 'until':
        return this.office.isBegunUntil(process, this.instantOf(first));
      default:
        return false;
    }
  }

  /** An activity that an ad-hoc sub-process offers is started first; one that is no user task is done by then. */
  private completeTask({ element, variables, by }: StepOf<'complete'>): void {
    if (this.find('openTask', element) === undefined && !this.startOffered(element)) {
      throw this.nothingOpen('complete', element);
    }
    const tasks = this.entriesOf('openTask', element);
    const entry = tasks.find(({ thing }) => this.isVisibleTo(by, thing));
    if (entry === undefined) {
      if (tasks.length === 0) return;
      const others = tasks.map(({ thing }) => thing);
      throw new TaskOfOthersError(by ?? '', others);
    }
    const local: JsonObject = by === undefined ? {} : { completedBy: by };
    this.office.send(entry, { type: 'completeTask', key: entry.thing.key, variables, local });
  }

  private startOffered(element: string): boolean {
    const offer = this.entriesOf('offerActivities').find(({ thing }) => thing.activities.includes(element));
    if (offer !== undefined) this.office.send(offer, { type: 'startActivity', key: offer.thing.key, element });
    return offer !== undefined;
  }

  private isVisibleTo(login: string | undefined, { assignee, candidateUsers, candidateGroups }: OpenTask): boolean {
    const { people } = this.options;
    if (login === undefined || people === undefined) return true;
    if (assignee !== undefined) return assignee === login;
    return candidateUsers.includes(login) || candidateGroups.some((group) => people.get(login)?.includes(group));
  }

  /** Ends the work that waits at an element, whatever kind it is of. */
  private settle(
    { kind, element }: StepOf<'job' | 'error'>,
    commands: Readonly<Record<'scheduleJob' | 'startChild', (key: number) => EngineCommand>>,
  ): void {
    const job = this.find('scheduleJob', element);
    const call = this.entriesOf('startChild', element).find((entry) => this.office.childOf(entry) === undefined);
    const entry = job ?? call;
    if (entry === undefined) throw this.nothingOpen(kind, element);
    this.office.send(entry, commands[entry.thing.type](entry.thing.key));
  }

  private nothingOpen(kind: Step['kind'], element: string): NothingOpenError {
    const waiting = this.office.entries().filter((entry) => this.waitingIn(entry).includes(element));
    const waitsFor = new Set(waiting.flatMap(({ thing }) => WAITS_FOR[thing.type]));
    if (this.conditionsWaitedFor.includes(element)) waitsFor.add('a change of variables');
    return new NothingOpenError(element, kind, [...waitsFor], this.open);
  }

  private find<T extends OpenThing['type']>(type: T, element: string): OpenEntry<Open<T>> | undefined {
    return this.entriesOf(type, element)[0];
  }

  private entriesOf<T extends OpenThing['type']>(type: T, element?: string): OpenEntry<Open<T>>[] {
    return this.office
      .entries()
      .filter(
        (entry): entry is OpenEntry<Open<T>> =>
          entry.thing.type === type && (element === undefined || entry.thing.element === element),
      );
  }

  private waitingIn(entry: OpenEntry): readonly string[] {
    const { instance, thing } = entry;
    switch (thing.type) {
      case 'offerActivities':
        return thing.activities;
      case 'startChild':
        return this.office.childOf(entry) === undefined ? [thing.element] : [];
      case 'openTask':
      case 'scheduleJob':
        return [thing.element];
      default: {
        const type = instance.graph.nodes[thing.element]?.type;
        return type === 'boundaryEvent' || type === 'startEvent' ? [] : [thing.element];
      }
    }
  }

  private decide(request: DecisionRequest, variables: JsonObject, businessKey?: string): DecisionResult {
    const { decisions } = this.model;
    if (this.options.lenient && !decisions.has(request.key)) return { outputs: [], matchedRules: [] };
    const env = { now: this.now, zone: this.options.zone, calendar: SHIPPED_CALENDAR, businessKey };
    return evaluateDecision(decisions, request.key, variables, env);
  }

  private instantOf(step: StepOf<'advance' | 'until'>): string {
    const { zone } = this.options;
    return step.kind === 'advance' ? addDuration(this.now, step.duration, zone) : step.instant;
  }
}

function toEntry({ element, event }: HistoryLine): TraceEntry {
  return { activity: element, event };
}
