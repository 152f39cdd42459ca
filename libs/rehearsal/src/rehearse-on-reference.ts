import type { EventTrigger, GraphNode } from '#bpmn';
import { ReferenceModel, ReferenceNotWaitingError, type ReferenceProcess } from '#engine-reference';
import { addDuration, type ExpressionEnv } from '#expressions';
import type { JsonObject } from '#foundation';
import { EndlessRehearsalError, NothingOpenError } from './errors.js';
import { KnownNames } from './model/known-names.js';
import type { Model } from './model/model.js';
import { ReferenceTimers } from './reference-timers.js';
import { workOf } from './reference-work.js';
import type { Outcome, Rehearsal, Step, TraceEntry } from './rehearsal.js';
import type { RehearsalOptions } from './rehearse-on-engine.js';
import { SHIPPED_CALENDAR } from './shipped-calendar.js';

type StepOf<K extends Step['kind']> = Extract<Step, { readonly kind: K }>;

/** Tasks that the office's services do, not people. */
const DONE_BY_SYSTEM: readonly GraphNode['type'][] = ['serviceTask', 'sendTask', 'scriptTask', 'businessRuleTask'];

/** Things that one step may lead to; more is a loop without a wait. */
const MOVES_PER_STEP = 10_000;

/**
 * A model on bpmn-engine, which runs called processes inside the caller and knows none of other files. It knows neither
 * correlation keys nor due dates: a message goes to the first that waits for its name, and when a timer is due is worked
 * out here.
 */
export class ReferenceRehearsal implements Rehearsal {
  private process: ReferenceProcess | undefined;
  private clock: string;
  private readonly held: ReadonlySet<string>;
  private readonly names: KnownNames;
  private readonly nodes: ReadonlyMap<string, GraphNode>;
  private readonly timers = new ReferenceTimers();
  /** Messages that nothing waited for, oldest first. */
  private readonly kept: StepOf<'message'>[] = [];

  private constructor(
    private readonly model: Model,
    private readonly reference: ReferenceModel,
    private readonly options: RehearsalOptions,
  ) {
    this.clock = options.now;
    this.held = new Set(options.hold);
    this.names = new KnownNames(model);
    this.nodes = new Map([...model.processes.values()].flatMap(({ nodes }) => Object.entries(nodes)));
  }

  /** @throws ReferenceEngineError when bpmn-engine cannot read the file. */
  static async load(model: Model, options: RehearsalOptions): Promise<ReferenceRehearsal> {
    const bpmn = withOneExecutable(model.bpmn, model.main.key);
    return new ReferenceRehearsal(model, await ReferenceModel.load(bpmn), options);
  }

  /** bpmn-engine tells of a boundary event when it is armed; here it is told of when it is triggered, and only then. */
  get trace(): TraceEntry[] {
    const trace = this.process?.trace ?? [];
    return trace.flatMap((entry): TraceEntry[] => {
      const { activity, event } = entry;
      if (this.nodes.get(activity)?.type !== 'boundaryEvent') return [entry];
      return event === 'end' ? [{ activity, event: 'start' }, entry] : [];
    });
  }

  get open(): string[] {
    return this.waiting.filter((element) => {
      const type = this.nodes.get(element)?.type;
      return type !== 'boundaryEvent' && type !== 'startEvent';
    });
  }

  get ended(): boolean {
    return this.process?.ended ?? false;
  }

  get outcome(): Outcome | null {
    return this.ended ? 'completed' : null;
  }

  get variables(): JsonObject {
    return this.process?.variables ?? {};
  }

  async begin(variables: JsonObject): Promise<void> {
    this.process = await this.reference.start(variables, this.env);
    this.settle();
  }

  take(step: Step): void {
    switch (step.kind) {
      case 'complete':
        this.waitingFor(step);
        this.process?.completeTask(step.element, step.variables);
        break;
      case 'job':
        this.waitingFor(step);
        this.process?.completeJob(step.element, step.output);
        break;
      case 'error':
        this.waitingFor(step);
        this.process?.failJob(step.element, step.code);
        break;
      case 'message':
        this.kept.push({ ...step, name: this.names.nameOf('message', step.name) });
        break;
      case 'signal':
        this.process?.broadcastSignal(this.names.nameOf('signal', step.name), step.variables);
        break;
      case 'set':
        this.process?.setVariables(step.variables);
        this.timers.countAnew(new Set(Object.keys(step.variables)), this.variables, this.env);
        break;
      case 'advance':
      case 'until': {
        const until = step.kind === 'until' ? step.instant : addDuration(this.clock, step.duration, this.options.zone);
        this.settle(until);
        this.reach(until);
      }
    }
    this.settle();
  }

  /** What every expression sees, at the instant at which it asks. */
  private get env(): ExpressionEnv {
    const now = () => this.clock;
    return {
      get now() {
        return now();
      },
      zone: this.options.zone,
      calendar: SHIPPED_CALENDAR,
    };
  }

  private get waiting(): readonly string[] {
    return this.process?.waitingFor ?? [];
  }

  private waitingFor({ kind, element }: StepOf<'complete' | 'job' | 'error'>): void {
    if (!this.waiting.includes(element)) throw new NothingOpenError(element, kind, [], this.open);
  }

  /** Does what nobody is asked for, and what falls due until an instant. */
  private settle(until = this.clock): void {
    for (let moves = 0; this.move(until); moves += 1) {
      if (moves === MOVES_PER_STEP) throw new EndlessRehearsalError(MOVES_PER_STEP, this.trace.at(-1)?.activity ?? '');
    }
  }

  /** One thing; false when there is nothing to do. */
  private move(until: string): boolean {
    const { process } = this;
    if (process === undefined || process.ended) return false;
    const task = this.waiting.find((element) => this.isDoneBySystem(element));
    if (task !== undefined) {
      process.completeJob(task, workOf(this.nodes.get(task), process.variables, { ...this.options, env: this.env }));
      return true;
    }
    const taken = this.kept.findIndex((message) => isTaken(process, message));
    if (taken >= 0) {
      this.kept.splice(taken, 1);
      return true;
    }
    return this.fireNext(process, until);
  }

  private fireNext(process: ReferenceProcess, until: string): boolean {
    this.timers.follow(this.waiting, (element) => this.triggerOf(element), process.variables, this.env);
    const timer = this.timers.next(until);
    if (timer === undefined) return false;
    this.reach(timer.due);
    this.timers.fired(timer, this.env);
    process.fireTimer(timer.element);
    return true;
  }

  private isDoneBySystem(element: string): boolean {
    const type = this.nodes.get(element)?.type;
    return type !== undefined && DONE_BY_SYSTEM.includes(type) && !this.held.has(element);
  }

  private triggerOf(element: string): EventTrigger | undefined {
    const node = this.nodes.get(element);
    return node && 'trigger' in node ? node.trigger : undefined;
  }

  private reach(instant: string): void {
    if (Date.parse(instant) > Date.parse(this.clock)) this.clock = instant;
  }
}

/** Whether something waited for the message; one without a name goes to the element that is called so. */
function isTaken(process: ReferenceProcess, { name, variables }: StepOf<'message'>): boolean {
  try {
    if (process.waitingFor.includes(name)) process.deliverMessage(name, variables);
    else process.sendMessage(name, variables);
    return true;
  } catch (error) {
    if (error instanceof ReferenceNotWaitingError) return false;
    throw error;
  }
}

/** The file with one process that bpmn-engine starts: it would start all that are executable. */
function withOneExecutable(bpmn: string, key: string): string {
  return bpmn.replace(/<(?:[\w.-]+:)?process\s[^>]*>/g, (tag) => {
    const isMain = /\sid\s*=\s*["']([^"']*)["']/.exec(tag)?.[1] === key;
    const other = tag.replace(/\sisExecutable\s*=\s*["'][^"']*["']/, '');
    return other.replace(/\/?>$/, (end) => ` isExecutable="${isMain}"${end}`);
  });
}
