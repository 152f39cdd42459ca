import { appendAudit, type AuditEntry, type Caller } from '#audit';
import type { Database, Transaction } from '#database';
import type { OfficeCalendar } from '#engine';
import type { RetryCycle, ScriptRunner } from '#expressions';
import { faultPoint, type Logger } from '#foundation';
import type { Delivery, DeliveryQueue } from '#queue';
import type { Command, CommandContext, KeepHistory, MessageRules, UnknownCalendars, UnknownOwners } from './command.js';
import { CommandWatch } from './command-watch.js';
import { UnauditedCommandError } from './errors.js';
import type { DefinitionStore } from '../definitions/definition-store.js';
import { KeyedRequest } from './idempotency.js';
import type { JobHandlerRegistry } from '../worker/job-handler.js';
import { JobsAtHand, type LocalWorker } from '../worker/jobs-at-hand.js';
import { DEFAULT_RETRY_CYCLE } from '../jobs/retry-cycle-of-job.js';
import { RuntimeMetrics } from './runtime-metrics.js';

export interface CommandExecutorOptions {
  readonly database: Database;
  readonly queue: DeliveryQueue;
  readonly definitions: DefinitionStore;
  readonly handlers: JobHandlerRegistry;
  /** Absent: everybody and every group that a model names exists. */
  readonly unknownOwners?: UnknownOwners;
  readonly unknownCalendars?: UnknownCalendars;
  readonly keepHistory?: KeepHistory;
  readonly logger: Logger;
  /** IANA zone of the office. */
  readonly zone: string;
  readonly messages?: MessageRules;
  /** For jobs whose model names none; absent: three attempts, a minute apart. */
  readonly retryCycle?: RetryCycle;
  /** How long answers to requests with an idempotency key are kept, as an ISO 8601 duration. */
  readonly idempotencyRetention?: string;
  readonly metrics?: RuntimeMetrics;
  readonly calendar?: OfficeCalendar;
  readonly scripts?: ScriptRunner;
}

const DEFAULT_MESSAGE_RULES: MessageRules = { timeToLive: 'PT1H', idRetention: 'P7D' };

const DEFAULT_IDEMPOTENCY_RETENTION = 'P2D';

const noneUnknown: UnknownOwners = () => Promise.resolve({ users: [], groups: [] });
const noCalendarUnknown: UnknownCalendars = () => Promise.resolve([]);

/** One call of a command. */
interface Execution<Input, Output, Row> {
  readonly command: Command<Input, Output, Row>;
  readonly input: Input;
  readonly caller: Caller;
  /** Who may take new jobs at hand. */
  readonly worker: LocalWorker | undefined;
  readonly watch: CommandWatch;
  /** Where the caller gave a key. */
  readonly keyed: KeyedRequest<Output> | undefined;
}

/** What a committed transaction leaves to be done. */
interface Committed<Output> {
  readonly output: Output;
  readonly outcome: 'done' | 'replayed';
  readonly entries: readonly AuditEntry[];
  readonly deliveries: readonly Delivery[];
  readonly jobsAtHand: JobsAtHand;
}

/** Runs commands: the transaction with its repetitions, the audit trail, the log line, the deliveries after commit. */
export class CommandExecutor {
  readonly metrics: RuntimeMetrics;
  private localWorker?: LocalWorker;

  constructor(private readonly options: CommandExecutorOptions) {
    this.metrics = options.metrics ?? new RuntimeMetrics();
  }

  /** Of jobs whose model names none. */
  get retryCycle(): RetryCycle {
    return this.knowledge.retryCycle;
  }

  /** For what many commands of one request come to. */
  get logger(): Logger {
    return this.options.logger;
  }

  /** Lets a worker of this process take new jobs straight from the commands that make them. */
  attach(worker: LocalWorker | undefined): void {
    this.localWorker = worker;
  }

  /** @param worker who may take new jobs at hand: the attached one, unless it names another */
  async execute<Input, Output, Row>(
    command: Command<Input, Output, Row>,
    input: Input,
    caller: Caller,
    worker: LocalWorker | undefined = this.localWorker,
  ): Promise<Output> {
    const watch = new CommandWatch(command.name, caller, this.options.logger, this.metrics);
    const keyed = KeyedRequest.of(command, input, caller);
    const openings = [keyed?.claim, command.opening?.(input)].filter((each) => each !== undefined);
    try {
      const committed = await this.options.database.transaction(
        (tx, opened) => this.runInTransaction({ command, input, caller, worker, watch, keyed }, tx, opened),
        { openings, single: command.single },
      );
      await faultPoint('command.committed', command.name);
      committed.jobsAtHand.run();
      if (committed.deliveries.length > 0) this.publish(committed.deliveries);
      await faultPoint('command.published', command.name);
      watch.done(committed.outcome, committed.entries);
      if (committed.outcome === 'replayed') caller.onReplay?.();
      return committed.output;
    } catch (error) {
      watch.threw(error);
      throw error;
    }
  }

  /** All that happens between the beginning of the transaction and its commit. */
  private async runInTransaction<Input, Output, Row>(
    { command, input, caller, worker, watch, keyed }: Execution<Input, Output, Row>,
    tx: Transaction,
    opened: readonly (readonly unknown[])[],
  ): Promise<Committed<Output>> {
    const entries: AuditEntry[] = [];
    const deliveries: Delivery[] = [];
    const jobsAtHand = new JobsAtHand(worker);
    const [claimed = [], read = []] = keyed === undefined ? [[], ...opened] : opened;
    const earlier = await keyed?.earlierAnswer(tx, claimed);
    if (earlier !== undefined) return { output: earlier.output, outcome: 'replayed', entries, deliveries, jobsAtHand };
    tx.afterRollback(() => jobsAtHand.giveBack());
    let owesAudit = command.audited !== false;
    const contextNamed = (action: string): CommandContext => ({
      ...this.knowledge,
      tx,
      now: tx.now,
      caller,
      log: watch.log,
      jobsAtHand,
      audit: (entry) => entries.push({ action, ...entry }),
      run: async (nested, nestedInput) => {
        const first = nested.opening?.(nestedInput);
        const rows = first === undefined ? [] : await tx.query<never>(first.sql, first.parameters);
        return nested.run(contextNamed(nested.name), nestedInput, rows);
      },
      withSavepoint: async (work) => {
        const [audited, delivered, owed, restoreJobs] = [entries.length, deliveries.length, owesAudit, jobsAtHand.snapshot()];
        try {
          return await tx.withSavepoint(work);
        } catch (error) {
          entries.length = audited;
          deliveries.length = delivered;
          owesAudit = owed;
          restoreJobs();
          throw error;
        }
      },
      named: contextNamed,
      nothingChanged: () => {
        owesAudit = false;
      },
      deliver: (due) => deliveries.push(...due),
    });
    const output = await command.run(contextNamed(command.name), input, read as readonly Row[]);
    if (entries.length > 0) appendAudit(tx, caller, entries);
    else if (owesAudit) throw new UnauditedCommandError(command.name);
    keyed?.keepAnswer(tx, output);
    await faultPoint('command.in-transaction', command.name);
    return { output, outcome: 'done', entries, deliveries, jobsAtHand };
  }

  /** The part of a context that is the same for all commands. */
  private get knowledge() {
    const { definitions, handlers, unknownOwners = noneUnknown, unknownCalendars = noCalendarUnknown, keepHistory, zone, calendar, scripts } = this.options;
    const { messages = DEFAULT_MESSAGE_RULES, retryCycle = DEFAULT_RETRY_CYCLE } = this.options;
    const { idempotencyRetention = DEFAULT_IDEMPOTENCY_RETENTION } = this.options;
    const rules = { messages, retryCycle, idempotencyRetention };
    return { ...rules, definitions, handlers, unknownOwners, unknownCalendars, keepHistory, zone, calendar, scripts };
  }

  /** A delivery that cannot be handed over is only slower: the sweep finds the job in the database. */
  private publish(deliveries: readonly Delivery[]): void {
    const count = (outcome: string) => this.metrics.deliveries.inc({ outcome }, deliveries.length);
    this.options.queue.publish(deliveries).then(() => count('handed-over'), (error: Error) => {
      count('left-to-sweep');
      this.options.logger.warn({ code: 'runtime.delivery-left-to-sweep', jobs: deliveries.length, error: error.message });
    });
  }
}
