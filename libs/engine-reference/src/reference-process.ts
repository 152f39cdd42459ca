import { type BpmnEngineOptions, Engine } from 'bpmn-engine';
import type { ExpressionEnv } from '#expressions';
import type { JsonObject } from '#foundation';
import { ReferenceEngineError } from './errors.js';
import { GuardedExpressions } from './guarded-expressions.js';
import { VirtualTimers } from './virtual-timers.js';

/** A BPMN file as bpmn-engine has read it. */
export type SourceContext = NonNullable<BpmnEngineOptions['sourceContext']>;

/** One line of what happened, in bpmn-engine's words for it brought to ours. */
export interface ReferenceTraceEntry {
  readonly activity: string;
  readonly event: 'start' | 'end' | 'cancel';
}

/** A user task, message catch or service task that bpmn-engine waits at. */
interface Wait {
  readonly element: string;
  readonly executionId: string;
  /** Lets it go on. */
  proceed(output: JsonObject): void;
  /** Service tasks alone: ends it with a BPMN error. */
  fail?(errorCode: string): void;
}

/** The parts of bpmn-engine's element api that are used here. */
interface ElementApi {
  readonly id: string;
  readonly type: string;
  readonly executionId: string;
  /** `expect` is there when it waits for an error, which only the process itself can throw. */
  readonly content: { readonly expect?: unknown };
  signal(message: JsonObject): void;
}

/** How a service tells bpmn-engine of its end. */
type ServiceCallback = (error: Error | null, output?: JsonObject) => void;

/** The parts of an activity that a bpmn-engine extension sees and changes. */
interface ExtendedActivity {
  readonly id: string;
  readonly type: string;
  readonly behaviour: { Service?: unknown };
}

/**
 * One instance on bpmn-engine, in memory: user tasks, service tasks, messages and timers all wait for the driver, who
 * names them by BPMN id. Nothing in it reads the clock or runs a script, and no expression is bpmn-engine's own.
 *
 * Variables are one flat set: bpmn-engine copies them into sub-processes and keeps no output, so scopes and
 * input/output mappings are not compared.
 */
export class ReferenceProcess {
  readonly trace: ReferenceTraceEntry[] = [];
  private readonly waits = new Map<string, Wait>();
  private readonly timers = new VirtualTimers();
  private failure: Error | undefined;
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
    const timers = this.timers.executing.map(({ element }) => element);
    return [...[...this.waits.values()].map(({ element }) => element), ...timers];
  }

  /** @throws ReferenceEngineError when the start fails. */
  async run(sourceContext: SourceContext): Promise<void> {
    const engine = new Engine({
      sourceContext,
      expressions: new GuardedExpressions(() => this.current, this.env, this.elementVariables),
      // Its types promise that a script is always found and that a timer is always the real one's.
      scripts: { register: () => undefined, getScript: () => undefined } as never,
      timers: this.timers as never,
      extensions: { jobs: (activity: ExtendedActivity) => this.holdServiceTask(activity) } as never,
      listener: { emit: (event: string, api: ElementApi) => this.observe(event, api) },
    });
    engine.on('error', (error: Error) => {
      this.failure = error;
    });
    engine.on('end', () => {
      this.running = false;
    });
    await engine.execute();
    this.throwFailure();
  }

  completeTask(element: string, variables: JsonObject = {}): void {
    this.proceed(element, variables);
  }

  completeJob(element: string, output: JsonObject = {}): void {
    this.proceed(element, output);
  }

  failJob(element: string, errorCode: string): void {
    this.take(element).fail?.(errorCode);
    this.throwFailure();
  }

  deliverMessage(element: string, variables: JsonObject = {}): void {
    this.proceed(element, variables);
  }

  fireTimer(element: string): void {
    if (!this.timers.fire(element)) throw new ReferenceEngineError(`bpmn-engine has no timer armed for ${element}.`);
    this.throwFailure();
  }

  private proceed(element: string, variables: JsonObject): void {
    const wait = this.take(element);
    this.current = { ...this.current, ...variables };
    wait.proceed(variables);
    this.throwFailure();
  }

  private take(element: string): Wait {
    const wait = [...this.waits.values()].find((candidate) => candidate.element === element);
    if (!wait) throw new ReferenceEngineError(`bpmn-engine does not wait at ${element}.`);
    this.waits.delete(wait.executionId);
    return wait;
  }

  private observe(event: string, api: ElementApi): void {
    switch (event) {
      case 'activity.start':
        this.trace.push({ activity: api.id, event: 'start' });
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
        for (const { element, executionId } of this.waits.values()) if (element === api.id) this.forget(executionId);
        break;
      case 'activity.wait':
        // bpmn-engine waits at manual tasks, which are no business of an engine (BPMN 2.0.2 §13.3.3).
        if (api.type === 'bpmn:ManualTask') api.signal({});
        else if (api.content.expect === undefined)
          this.hold({ element: api.id, executionId: api.executionId, proceed: (output) => api.signal(output) });
    }
  }

  /** A service task has no implementation in the file: a stand-in that calls back when the driver completes the job. */
  private holdServiceTask(activity: ExtendedActivity): void {
    if (activity.type !== 'bpmn:ServiceTask') return;
    const hold = (executionId: string, callback: ServiceCallback) =>
      this.hold({
        element: activity.id,
        executionId,
        proceed: (output) => callback(null, output),
        fail: (errorCode) => callback(Object.assign(new Error(errorCode), { code: errorCode })),
      });
    activity.behaviour.Service = class {
      execute(message: { content: { executionId: string } }, callback: ServiceCallback): void {
        hold(message.content.executionId, callback);
      }
    };
  }

  private hold(wait: Wait): void {
    this.waits.set(wait.executionId, wait);
  }

  /** Runs of a multi-instance activity have the id of the body as prefix and go with it. */
  private forget(executionId: string): void {
    for (const id of this.waits.keys()) {
      if (id === executionId || id.startsWith(`${executionId}_`)) this.waits.delete(id);
    }
  }

  private throwFailure(): void {
    if (!this.failure) return;
    throw new ReferenceEngineError(`bpmn-engine: ${this.failure.message}`, { cause: this.failure });
  }
}
