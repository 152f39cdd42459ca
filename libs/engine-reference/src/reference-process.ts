import { type BpmnEngineOptions, Engine } from 'bpmn-engine';
import type { ExpressionEnv } from '#expressions';
import type { JsonObject } from '#foundation';
import { ReferenceEngineError, ReferenceNotWaitingError, ReferenceRunawayError } from './errors.js';
import { type Execution, scopesOf, StartedExecutions } from './executions.js';
import { GuardedExpressions } from './guarded-expressions.js';
import { GuardedScripts } from './guarded-scripts.js';
import { hasStackLeft } from './stack-left.js';
import { VirtualTimers } from './virtual-timers.js';
import { type Wait, Waits } from './waits.js';

/** A BPMN file as bpmn-engine has read it. */
export type SourceContext = NonNullable<BpmnEngineOptions['sourceContext']>;

/** One line of what happened, in bpmn-engine's words for it brought to ours. */
export interface ReferenceTraceEntry {
  readonly activity: string;
  readonly event: 'start' | 'end' | 'cancel';
}

/** The parts of bpmn-engine's element api that are used here. */
interface ElementApi {
  readonly id: string;
  readonly type: string;
  readonly executionId: string;
  /** What it waits for, if not for a person; `expect`, `escalation` and `link` only the process itself can bring. */
  readonly content: {
    readonly parent?: Execution['parent'];
    readonly expect?: unknown;
    readonly escalation?: unknown;
    readonly link?: unknown;
    readonly condition?: unknown;
    readonly message?: { readonly name?: string };
    readonly signal?: { readonly name?: string };
  };
  signal(message: JsonObject): void;
}

/** How a service tells bpmn-engine of its end. */
type ServiceCallback = (error: Error | null, output?: JsonObject) => void;

/** The parts of an activity that a bpmn-engine extension sees and changes. */
interface ExtendedActivity {
  readonly id: string;
  readonly type: string;
  readonly behaviour: { Service?: unknown };
  readonly eventDefinitions?: readonly { readonly type: string; parse?: VirtualTimers['parse'] }[];
}

/** Tasks that the office's services do, not people. */
const JOBS = ['bpmn:ServiceTask', 'bpmn:SendTask', 'bpmn:ScriptTask', 'bpmn:BusinessRuleTask'];

/**
 * What bpmn-engine may report in one move, discarded paths included. An activity and its flow take seven events, so this
 * is some 1,400 activities, and two seconds of CPU time.
 */
const EVENTS_PER_MOVE = 10_000;

/**
 * One instance on bpmn-engine, in memory: tasks of people and of services, messages, signals and timers all wait for the
 * driver, who names them by BPMN id, or messages and signals by name. Nothing in it reads the clock or runs a script,
 * and no expression is bpmn-engine's own. Its states are not stored: a recovered one would get its own expressions back.
 *
 * Variables are one flat set: bpmn-engine copies them into sub-processes and keeps no output, so scopes and
 * input/output mappings are not compared.
 *
 * Each move throws a {@link ReferenceNotWaitingError} where nothing waits for it, and any other
 * {@link ReferenceEngineError} where bpmn-engine comes to grief; nothing more can be done with the instance then.
 */
export class ReferenceProcess {
  readonly trace: ReferenceTraceEntry[] = [];
  private readonly waits = new Waits();
  private readonly executions = new StartedExecutions();
  private readonly timers = new VirtualTimers(this.executions);
  private observed = 0;
  private failure: ReferenceEngineError | undefined;
  private running = true;

  constructor(
    private current: JsonObject,
    private readonly env: ExpressionEnv,
    private readonly elementVariables: ReadonlySet<string>,
  ) {}

  get variables(): JsonObject {
    return this.current;
  }

  get ended(): boolean {
    return !this.running;
  }

  /** Ids of the elements that wait, timers last. */
  get waitingFor(): string[] {
    return [...this.waits.all(), ...this.timers.executing].map(({ element }) => element);
  }

  async run(sourceContext: SourceContext): Promise<void> {
    const expressions = new GuardedExpressions(() => this.current, this.env, this.elementVariables);
    const engine = new Engine({
      sourceContext,
      expressions,
      // Its types promise that a script is always found and that a timer is always the real one's.
      scripts: new GuardedScripts(expressions) as never,
      timers: this.timers as never,
      extensions: { driven: (activity: ExtendedActivity) => this.leaveToDriver(activity) } as never,
      listener: { emit: (event: string, api: ElementApi) => this.observe(event, api) },
    });
    engine.on('error', (error: Error) => this.failWith(error));
    engine.on('end', () => {
      this.running = false;
    });
    await engine.execute().catch((error: unknown) => this.failWith(error));
    this.throwFailure();
  }

  completeTask(element: string, variables: JsonObject = {}): void {
    this.proceed('complete', this.waits.of(element), element, variables);
  }

  completeJob(element: string, output: JsonObject = {}): void {
    this.proceed('complete the job of', this.waits.of(element), element, output);
  }

  failJob(element: string, errorCode: string): void {
    const wait = this.waits.of(element);
    if (wait?.fail === undefined) throw new ReferenceNotWaitingError('fail the job of', element, this.waitingFor);
    this.move(() => {
      this.waits.usedUp(wait);
      wait.fail?.(errorCode);
    });
  }

  /** Whatever message or signal the element waits for. */
  deliverMessage(element: string, variables: JsonObject = {}): void {
    this.proceed('deliver a message to', this.waits.of(element), element, variables);
  }

  /** To the one that has waited longest for a message of the name. */
  sendMessage(name: string, variables: JsonObject = {}): void {
    this.proceed('deliver the message', this.waits.all('message', name)[0], name, variables);
  }

  /** To all that wait now for a signal of the name; none need. bpmn-engine itself would reach the first alone. */
  broadcastSignal(name: string, variables: JsonObject = {}): void {
    this.change(variables);
    for (const wait of this.waits.all('signal', name)) {
      if (this.waits.has(wait)) this.move(() => this.pass(wait, variables));
    }
    this.askConditions();
  }

  setVariables(variables: JsonObject): void {
    this.change(variables);
    this.askConditions();
  }

  fireTimer(element: string): void {
    this.move(() => {
      if (!this.timers.fire(element)) throw new ReferenceNotWaitingError('fire a timer of', element, this.waitingFor);
    });
  }

  private proceed(move: string, wait: Wait | undefined, what: string, variables: JsonObject): void {
    if (wait === undefined) throw new ReferenceNotWaitingError(move, what, this.waitingFor);
    this.change(variables);
    this.move(() => this.pass(wait, variables));
    this.askConditions();
  }

  private pass(wait: Wait, variables: JsonObject): void {
    if (wait.kind !== 'condition') this.waits.usedUp(wait);
    wait.proceed(variables);
  }

  private change(variables: JsonObject): void {
    this.current = { ...this.current, ...variables };
  }

  /** bpmn-engine looks at a condition again only when told to. */
  private askConditions(): void {
    for (const wait of this.waits.all('condition')) {
      if (this.waits.has(wait)) this.move(() => wait.proceed({}));
    }
  }

  /** Whatever bpmn-engine does to get out of hand comes to its end here. */
  private move(make: () => void): void {
    this.throwFailure();
    this.observed = 0;
    try {
      make();
    } catch (error) {
      if (error instanceof ReferenceNotWaitingError) throw error;
      this.failWith(error);
    }
    this.throwFailure();
  }

  private observe(event: string, api: ElementApi): void {
    this.observed += 1;
    if (this.observed > EVENTS_PER_MOVE || !hasStackLeft())
      this.failWith(new ReferenceRunawayError(this.observed, api.id));
    // bpmn-engine catches some errors and goes on, so a failure is thrown again at each further event.
    this.throwFailure();
    switch (event) {
      case 'activity.start':
        this.trace.push({ activity: api.id, event: 'start' });
        this.executions.started({ executionId: api.executionId, parent: api.content.parent });
        break;
      case 'activity.end':
        this.trace.push({ activity: api.id, event: 'end' });
        this.forget(api.executionId);
        break;
      case 'activity.execution.discard':
        this.trace.push({ activity: api.id, event: 'cancel' });
        this.forget(api.executionId);
        break;
      case 'activity.stop':
        // What a terminate end event stops has no execution id any more.
        this.trace.push({ activity: api.id, event: 'cancel' });
        this.waits.forgetElement(api.id, api.content.parent?.executionId);
        break;
      case 'process.discarded':
        // A called process whose caller is interrupted says nothing of what was in it.
        this.forget(api.executionId);
        break;
      case 'activity.wait':
        this.waitAt(api);
    }
  }

  private forget(executionId: string): void {
    this.executions.over(executionId);
    this.waits.forget(executionId);
    this.timers.forget(executionId);
  }

  private waitAt(api: ElementApi): void {
    const { parent, expect, escalation, link, condition, message, signal } = api.content;
    // bpmn-engine waits at manual tasks, which are no business of an engine (BPMN 2.0.2 §13.3.3).
    if (api.type === 'bpmn:ManualTask') return api.signal({});
    if (expect !== undefined || escalation !== undefined || link !== undefined) return;
    const kind = signal ? 'signal' : message ? 'message' : condition === undefined ? 'task' : 'condition';
    this.waits.hold({
      element: api.id,
      executionId: api.executionId,
      scopes: scopesOf({ executionId: api.executionId, parent }),
      kind,
      name: (signal ?? message)?.name,
      proceed: (output) => api.signal(output),
    });
  }

  private leaveToDriver(activity: ExtendedActivity): void {
    for (const definition of activity.eventDefinitions ?? []) {
      if (definition.type === 'bpmn:TimerEventDefinition') definition.parse = this.timers.parse;
    }
    if (JOBS.includes(activity.type)) this.holdJobs(activity);
  }

  /** The file implements no job: a stand-in that calls back when the driver completes it. */
  private holdJobs(activity: ExtendedActivity): void {
    const hold = (execution: Execution, callback: ServiceCallback) =>
      this.waits.hold({
        element: activity.id,
        executionId: execution.executionId,
        scopes: this.executions.around(execution),
        kind: 'job',
        proceed: (output) => callback(null, output),
        fail: (errorCode) => callback(Object.assign(new Error(errorCode), { code: errorCode })),
      });
    activity.behaviour.Service = class {
      execute(message: { readonly content: Execution }, callback: ServiceCallback): void {
        hold(message.content, callback);
      }
    };
  }

  /** The first failure is the cause of the others. */
  private failWith(error: unknown): void {
    this.failure ??= error instanceof ReferenceEngineError ? error : new ReferenceEngineError('go on', error);
  }

  private throwFailure(): void {
    if (this.failure) throw this.failure;
  }
}
