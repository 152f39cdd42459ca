import type { AuditEntry, Caller } from '#audit';
import type { Statement, Transaction } from '#database';
import type { OfficeCalendar } from '#engine';
import type { RetryCycle, ScriptRunner } from '#expressions';
import type { Logger } from '#foundation';
import type { Delivery } from '#queue';
import type { DefinitionStore } from '../definitions/definition-store.js';
import type { JobHandlerRegistry } from '../worker/job-handler.js';
import type { JobsAtHand } from '../worker/jobs-at-hand.js';

/**
 * One use case that changes something: one file, one transaction, run by {@link CommandExecutor}. A command holds no
 * state of its own; it may be repeated from the start when transactions collide.
 */
export interface Command<Input, Output, Row = unknown> {
  /** Lib and verb, e.g. `worklist.complete-task`: the name in logs and in the audit trail. */
  readonly name: string;
  /**
   * `false` only where the command changes nothing that a person could ask about (a job lease, a delivery mark).
   * Otherwise the executor refuses to commit a command that left no audit entry.
   */
  readonly audited?: false;
  /**
   * What it reads first, locks mostly. It goes out together with the beginning of the transaction: a command that then
   * writes all in one statement costs two round trips and the commit. Where callers may send an idempotency key it writes
   * nothing: it goes out behind the claim of the key, before it is known whether the request is a repetition.
   */
  opening?(input: Input): Statement;
  /** The opening is all that it does: the commit goes out with it, and `run` only looks at the rows. */
  readonly single?: true;
  /**
   * The part of the input that the caller sent, where the rest was looked up for him (his groups, lists of the
   * directory): by it a repetition with an idempotency key is known. Absent: all of the input.
   */
  request?(input: Input): object;
  /** @param opened the rows of the opening; none where there is no opening */
  run(context: CommandContext, input: Input, opened: readonly Row[]): Promise<Output>;
}

/** Resolves names in the directory of the office, which lies above this lib. */
export type UnknownOwners = (
  tx: Transaction,
  owners: { readonly users: readonly string[]; readonly groups: readonly string[] },
) => Promise<{ readonly users: readonly string[]; readonly groups: readonly string[] }>;

/** Which of these are neither the key of a calendar nor the code of a unit. Calendars lie above this lib. */
export type UnknownCalendars = (tx: Transaction, names: readonly string[]) => Promise<readonly string[]>;

/**
 * Which of these ended instances the office still needs, each with a short reason such as `open-obligation`: their case is
 * not deleted with its history. What the office needs lies above this lib.
 */
export type KeepHistory = (
  tx: Transaction,
  instanceIds: readonly string[],
) => Promise<readonly { readonly instanceId: string; readonly reason: string }[]>;

/** How long messages are remembered, as ISO 8601 durations. */
export interface MessageRules {
  /** A message that a process throws is kept so long for whoever comes to wait for it. */
  readonly timeToLive: string;
  /** An id that was sent with a message is known so long. */
  readonly idRetention: string;
}

/** What a command may reach. */
export interface CommandContext {
  readonly tx: Transaction;
  /** Business time of the command, ISO 8601 UTC (the same as `tx.now`). */
  readonly now: string;
  readonly caller: Caller;
  readonly log: Logger;
  /** IANA zone of the office: the day and the year of a date. */
  readonly zone: string;
  readonly definitions: DefinitionStore;
  readonly handlers: JobHandlerRegistry;
  readonly messages: MessageRules;
  /** How long answers to requests with an idempotency key are kept, as an ISO 8601 duration. */
  readonly idempotencyRetention: string;
  /** Of jobs whose model names none. */
  readonly retryCycle: RetryCycle;
  /** Working time of the office, for the expressions of models. Absent: they cannot ask for it. */
  readonly calendar?: OfficeCalendar;
  /** Runs the scripts of models. Absent: the operator has not turned them on. */
  readonly scripts?: ScriptRunner;
  /** How many messages and signals have led to this one upon the other, see `jobs/hops.ts`. Absent: none. */
  readonly hops?: number;
  /** Adds to the audit trail of this transaction, under the name of the command. */
  audit(entry: Omit<AuditEntry, 'action'>): void;
  /** Runs another command in this transaction; what it audits stands under its own name. */
  run<Input, Output, Row>(command: Command<Input, Output, Row>, input: Input): Promise<Output>;
  /** Runs work behind a savepoint: where it rejects, nothing of it is left, also of what it had audited, and one can go on. */
  withSavepoint<Output>(work: () => Promise<Output>): Promise<Output>;
  /** The same context with another name in the audit trail. */
  named(name: string): CommandContext;
  /** States that this run found nothing to change, so that no audit entry is owed. */
  nothingChanged(): void;
  /** Hands deliveries to the queue once the transaction is committed. */
  deliver(deliveries: readonly Delivery[]): void;
  /** New jobs that a worker of this process takes itself. */
  readonly jobsAtHand: JobsAtHand;
  /** Which of the people and groups that a model names literally do not exist in this office. */
  readonly unknownOwners: UnknownOwners;
  /** The same of calendars and units by which a model counts working time. */
  readonly unknownCalendars: UnknownCalendars;
  /** Absent: nothing keeps what has ended longer than its time to live. */
  readonly keepHistory?: KeepHistory;
}
