import { appendAudit, type AuditEntry, type Caller } from '#audit';
import type { Database } from '#database';
import type { ScriptRunner, WorkingCalendar } from '#expressions';
import type { Logger } from '#foundation';
import type { Delivery, DeliveryQueue } from '#queue';
import type { Command, CommandContext, MessageRules, UnknownOwners } from './command.js';
import type { DefinitionStore } from './definitions/definition-store.js';
import { UnauditedCommandError } from './errors.js';
import type { JobHandlerRegistry } from './jobs/job-handler.js';

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
  readonly calendar?: WorkingCalendar;
  readonly scripts?: ScriptRunner;
}

const DEFAULT_MESSAGE_RULES: MessageRules = { timeToLive: 'PT1H', idRetention: 'P7D' };

/** Runs commands: the transaction with its repetitions, the audit trail, the log line, the deliveries after commit. */
export class CommandExecutor {
  constructor(private readonly options: CommandExecutorOptions) {}

  async execute<Input, Output>(command: Command<Input, Output>, input: Input, caller: Caller): Promise<Output> {
    const { database, definitions, handlers, unknownOwners, zone, calendar, scripts } = this.options;
    const { messages = DEFAULT_MESSAGE_RULES } = this.options;
    const log = this.options.logger.child({ command: command.name, requestId: caller.requestId, actor: caller.actor });
    const startedAt = performance.now();
    const output = await database.transaction(async (tx) => {
      const entries: AuditEntry[] = [];
      const deliveries: Delivery[] = [];
      let owesAudit = command.audited !== false;
      const contextNamed = (action: string): CommandContext => ({
        tx,
        now: tx.now,
        caller,
        log,
        zone,
        definitions,
        handlers,
        messages,
        calendar,
        scripts,
        unknownOwners,
        audit: (entry) => entries.push({ action, ...entry }),
        run: (nested, nestedInput) => nested.run(contextNamed(nested.name), nestedInput),
        named: contextNamed,
        nothingChanged: () => {
          owesAudit = false;
        },
        deliver: (due) => deliveries.push(...due),
      });
      const result = await command.run(contextNamed(command.name), input);
      if (entries.length > 0) await appendAudit(tx, caller, entries);
      else if (owesAudit) throw new UnauditedCommandError(command.name);
      if (deliveries.length > 0) tx.afterCommit(() => this.publish(deliveries));
      return result;
    });
    log.debug({ code: 'runtime.command-done', ms: Math.round(performance.now() - startedAt) });
    return output;
  }

  /** A delivery that cannot be handed over is only slower: the sweep finds the job in the database. */
  private publish(deliveries: readonly Delivery[]): void {
    this.options.queue.publish(deliveries).catch((error: Error) => {
      this.options.logger.warn({ code: 'runtime.delivery-left-to-sweep', jobs: deliveries.length, error: error.message });
    });
  }
}
