import { evaluateDecision } from '#decisions';
import { type EngineCommand, type EngineEffect, InMemoryProcess, type OpenThing, variablesOf } from '#engine';
import { type SubmissionResult, validateSubmission } from '#forms';
import type { JsonObject } from '#foundation';
import { SHIPPED_CALENDAR } from '#rehearsal';
import { formData, type Person } from './office.js';
import type { ProcessUnderTest } from './process-under-test.js';

type Open<T extends OpenThing['type']> = Extract<OpenThing, { readonly type: T }>;

/** A service task that was done. */
export interface DoneJob {
  readonly topic: string;
  /** ISO instant. */
  readonly at: string;
  readonly variables: JsonObject;
}

const zone = 'Asia/Ho_Chi_Minh';

/**
 * One case as the office lives it: people complete tasks through the forms of the process, as they do in the worklist;
 * the system does its part, and what is due, at once; time passes when the scenario says so. Elements go by BPMN id.
 */
export class CaseUnderTest extends InMemoryProcess {
  /** In the order in which they were done. */
  readonly jobs: DoneJob[] = [];
  /** Topics whose jobs are left undone. */
  private readonly stalled = new Set<string>();

  /** @param now ISO instant */
  constructor(
    private readonly process: ProcessUnderTest,
    now: string,
  ) {
    super(process.graph, {
      now,
      zone,
      calendar: SHIPPED_CALENDAR,
      decide: ({ key }, variables) =>
        evaluateDecision(process.decisions, key, variables, { now: this.now, zone, calendar: SHIPPED_CALENDAR }),
    });
  }

  /** What the flow waits for: without boundary events and event sub-processes, which lie ready beside it. */
  get inFlow(): string[] {
    return this.waitingFor.filter((element) => {
      const node = this.process.graph.nodes[element]!;
      if (node.type === 'boundaryEvent') return false;
      return !(node.type === 'startEvent' && this.process.graph.nodes[node.scope ?? '']?.type === 'eventSubProcess');
    });
  }

  tasks(element: string): Open<'openTask'>[] {
    return this.all('openTask', element);
  }

  /** When an armed timer goes off, as an ISO instant. */
  dueOf(timer: string): string | undefined {
    return this.all('armTimer', timer)[0]?.due;
  }

  /** What the process that is called here gets. */
  called(element: string): Open<'startChild'> | undefined {
    return this.all('startChild', element)[0];
  }

  /** Units whose contribution is asked for and has not come, by the call activity that asks. */
  asked(element: string): unknown[] {
    return this.all('startChild', element).map(({ variables }) => variables.coordinatingUnit);
  }

  /** Variables that the handlers of a topic have seen, in order. */
  jobsOf(topic: string): JsonObject[] {
    return this.jobs.filter((job) => job.topic === topic).map(({ variables }) => variables);
  }

  /** What a task and its form see of the case. */
  seenBy(task: string): JsonObject {
    return variablesOf(this.state!, this.keyOf('openTask', task));
  }

  /** @throws Error when nobody has offered the person such a task, or the form refuses what was filled in. */
  complete({ login, groups }: Person, task: string, filledIn: JsonObject = {}): void {
    const offered = this.tasks(task).find(
      ({ assignee, candidateGroups }) => assignee === login || candidateGroups.some((group) => groups.includes(group)),
    );
    if (!offered) throw new Error(`${login} has no task ${task}. Open: ${this.waitingFor.join(', ')}`);
    const result = this.submit(offered, filledIn);
    if ('findings' in result) throw new Error(`${task} refuses: ${result.findings.map(({ what }) => what).join(' ')}`);
    this.send({ type: 'completeTask', key: offered.key, variables: result.values, local: { completedBy: login } });
  }

  /** Keys of the fields for which the form of an open task refuses what was filled in. */
  refusedFields(task: string, filledIn: JsonObject): string[] {
    const [open] = this.tasks(task);
    if (!open) throw new Error(`${task} is not open. Open: ${this.waitingFor.join(', ')}`);
    const result = this.submit(open, filledIn);
    return 'findings' in result ? result.findings.map(({ where }) => where) : [];
  }

  /** Whether the case waited for the message. */
  deliver(message: string, correlationKey: string, variables: JsonObject = {}): boolean {
    const waiting = this.all('subscribe').find(
      (subscription) => subscription.message === message && subscription.correlationKey === correlationKey,
    );
    if (waiting) this.send({ type: 'deliverMessage', key: waiting.key, variables });
    return waiting !== undefined;
  }

  /** From now on the system leaves the jobs of a topic undone, as while it is down, until it resumes. */
  stall(topic: string): void {
    this.stalled.add(topic);
  }

  /** The system does what it has left undone, and its part as before. */
  resume(topic: string): void {
    this.stalled.delete(topic);
    this.workOff();
  }

  override send(command: EngineCommand): readonly EngineEffect[] {
    const effects = super.send(command);
    this.workOff();
    return effects;
  }

  private workOff(): void {
    const next = () => this.all('scheduleJob').find(({ topic }) => !this.stalled.has(topic));
    for (let job = next(); job; job = next()) this.perform(job);
    // Timers that were armed with an instant of the past.
    this.passTimeUntil(this.now);
  }

  private perform({ key, topic }: Open<'scheduleJob'>): void {
    const variables = variablesOf(this.state!, key);
    this.jobs.push({ topic, at: this.now, variables });
    super.send({ type: 'completeJob', key, output: this.process.systems[topic]?.(variables) ?? {} });
  }

  private submit({ key, formKey }: Open<'openTask'>, filledIn: JsonObject): SubmissionResult {
    const form = this.process.forms.get(formKey ?? '');
    if (!form) throw new Error(`There is no form ${formKey}.`);
    const context = { ...variablesOf(this.state!, key), ...formData };
    return validateSubmission(form, filledIn, context, { now: this.now, zone });
  }

  private all<T extends OpenThing['type']>(type: T, element?: string): Open<T>[] {
    return [...this.open.values()].filter(
      (thing): thing is Open<T> => thing.type === type && (element === undefined || thing.element === element),
    );
  }
}
