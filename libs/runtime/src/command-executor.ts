import { appendAudit, type AuditEntry, type Caller } from '#audit';
import type { Database } from '#database';
import type { RetryCycle, ScriptRunner, WorkingCalendar } from '#expressions';
import { faultPoint, type Logger } from '#foundation';
import type { Delivery, DeliveryQueue } from '#queue';
import type { Command, CommandContext, MessageRules, UnknownOwners } from './command.js';
import type { DefinitionStore } from './definitions/definition-store.js';
import { UnauditedCommandError } from './errors.js';
import type { JobHandlerRegistry } from './jobs/job-handler.js';
import { JobsAtHand, type LocalWorker } from './jobs/jobs-at-hand.js';
import { DEFAULT_RETRY_CYCLE } from './jobs/retry-cycle.js';

export interface CommandExecutorOptions {
  readonly database: Database;
  readonly queue: DeliveryQueue;
  readonly definitions: DefinitionStore;
  readonly handlers: JobHandlerRegistry;
  readonly unknownOwners: UnknownOwners;
  readonly logger: Logger;
  /** IANA zone of the office. */
  readonly zone: string;
  readonly messages?: MessageRules;
  /** For jobs whose model names none; absent: three attempts, a minute apart. */
  readonly retryCycle?: RetryCycle;
  readonly calendar?: WorkingCalendar;
  readonly scripts?: ScriptRunner;
}

const DEFAULT_MESSAGE_RULES: MessageRules = { timeToLive: 'PT1H', idRetention: 'P7D' };

/** What a committed transaction leaves to be done. */
interface Committed<Output> {
  readonly output: Output;
  readonly deliveries: readonly Delivery[];
  readonly jobsAtHand: JobsAtHand;
}

/** Runs commands: the transaction with its repetitions, the audit trail, the log line, the deliveries after commit. */
export class CommandExecutor {
  private localWorker?: LocalWorker;

  constructor(private readonly options: CommandExecutorOptions) {}

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
    const log = this.options.logger.child({ command: command.name, requestId: caller.requestId, actor: caller.actor });
    const startedAt = performance.now();
    const committed = await this.options.database.transaction<Committed<Output>>(
      async (tx, opened) => {
        const entries: AuditEntry[] = [];
        const deliveries: Delivery[] = [];
        const jobsAtHand = new JobsAtHand(worker);
        tx.afterRollback(() => jobsAtHand.giveBack());
        let owesAudit = command.audited !== false;
        const contextNamed = (action: string): CommandContext => ({
          ...this.knowledge,
          tx,
          now: tx.now,
          caller,
          log,
          jobsAtHand,
          audit: (entry) => entries.push({ action, ...entry }),
          run: async (nested, nestedInput) => {
            const first = nested.opening?.(nestedInput);
            const rows = first === undefined ? [] : await tx.query<never>(first.sql, first.parameters);
            return nested.run(contextNamed(nested.name), nestedInput, rows);
          },
          named: contextNamed,
          nothingChanged: () => {
            owesAudit = false;
          },
          deliver: (due) => deliveries.push(...due),
        });
        const output = await command.run(contextNamed(command.name), input, opened as readonly Row[]);
        if (entries.length > 0) appendAudit(tx, caller, entries);
        else if (owesAudit) throw new UnauditedCommandError(command.name);
        await faultPoint('command.in-transaction', command.name);
        return { output, deliveries, jobsAtHand };
      },
      { opening: command.opening?.(input) },
    );
    await faultPoint('command.committed', command.name);
    committed.jobsAtHand.run();
    if (committed.deliveries.length > 0) this.publish(committed.deliveries);
    await faultPoint('command.published', command.name);
    log.debug({ code: 'runtime.command-done', ms: Math.round(performance.now() - startedAt) });
    return committed.output;
  }

  /** The part of a context that is the same for all commands. */
  private get knowledge() {
    const { definitions, handlers, unknownOwners, zone, calendar, scripts } = this.options;
    const { messages = DEFAULT_MESSAGE_RULES, retryCycle = DEFAULT_RETRY_CYCLE } = this.options;
    return { definitions, handlers, unknownOwners, zone, calendar, scripts, messages, retryCycle };
  }

  /** A delivery that cannot be handed over is only slower: the sweep finds the job in the database. */
  private publish(deliveries: readonly Delivery[]): void {
    this.options.queue.publish(deliveries).catch((error: Error) => {
      this.options.logger.warn({ code: 'runtime.delivery-left-to-sweep', jobs: deliveries.length, error: error.message });
    });
  }
}
