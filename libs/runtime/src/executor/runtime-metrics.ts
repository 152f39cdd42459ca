import { Counter, Histogram, Registry } from 'prom-client';
import type { LeasedJob } from '../worker/lease-job.command.js';

/** From half a millisecond, since most commands are done within a few. */
const DURATION_BUCKETS = [0.0005, 0.001, 0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5];
/** Handlers speak to other systems: they may take minutes. */
const HANDLER_BUCKETS = [0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5, 15, 60, 300];
const PICKUP_BUCKETS = [0.001, 0.002, 0.003, 0.005, 0.01, 0.015, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5, 30, 300];

/** How a command ended. `refused`: for a reason that the caller can mend; `failed`: by a defect, or without a database. */
export type CommandOutcome = 'done' | 'replayed' | 'refused' | 'failed';

/**
 * How an attempt at a job ended. `retried`: it failed and will be tried again; `failed`: it stands for an operator;
 * `returned`: the worker stopped, and another one goes on.
 */
export type AttemptOutcome = 'done' | 'bpmn-error' | 'retried' | 'failed' | 'lease-lost' | 'returned';

/**
 * What the runtime counts, for Prometheus; times in seconds. Labels take few values: names of commands, kinds of jobs,
 * topics that this program serves. Ids and keys belong in the log.
 */
export class RuntimeMetrics {
  readonly commands: Counter<'command' | 'outcome'>;
  readonly commandDuration: Histogram<'command'>;
  readonly repetitions: Counter<'sqlstate'>;
  readonly jobsTaken: Counter<'kind'>;
  readonly attempts: Counter<'kind' | 'outcome'>;
  readonly handlerDuration: Histogram<'topic'>;
  readonly pickupDelay: Histogram<'kind'>;
  readonly sweptJobs: Counter;
  readonly deliveries: Counter<'outcome'>;
  readonly rebuiltConsumers: Counter<'lane'>;

  /** @param registry where they are read: one for each office, since tests run several in one process */
  constructor(readonly registry = new Registry()) {
    const registers = [registry];
    this.commands = new Counter({
      name: 'congvan_commands_total',
      help: 'Commands by outcome: done, replayed (same idempotency key), refused, failed.',
      labelNames: ['command', 'outcome'],
      registers,
    });
    this.commandDuration = new Histogram({
      name: 'congvan_command_duration_seconds',
      help: 'From the call of a command until its transaction has ended, repetitions included.',
      labelNames: ['command'],
      buckets: DURATION_BUCKETS,
      registers,
    });
    this.repetitions = new Counter({
      name: 'congvan_transaction_repetitions_total',
      help: 'Transactions that collided and were begun again, by the SQLSTATE of the collision.',
      labelNames: ['sqlstate'],
      registers,
    });
    this.jobsTaken = new Counter({
      name: 'congvan_jobs_taken_total',
      help: 'Leases of jobs by workers of the office, each the beginning of an attempt; external tasks are not counted.',
      labelNames: ['kind'],
      registers,
    });
    this.attempts = new Counter({
      name: 'congvan_job_attempts_total',
      help:
        'Ended attempts by workers of the office: done, bpmn-error, retried (later), failed (for an operator), lease-lost; ' +
        'external tasks are not counted.',
      labelNames: ['kind', 'outcome'],
      registers,
    });
    this.handlerDuration = new Histogram({
      name: 'congvan_job_handler_duration_seconds',
      help: 'How long handlers of service tasks ran, whatever came of it.',
      labelNames: ['topic'],
      buckets: HANDLER_BUCKETS,
      registers,
    });
    this.pickupDelay = new Histogram({
      name: 'congvan_job_pickup_delay_seconds',
      help: 'From the instant at which a job was due until it was leased, on the clock of the database.',
      labelNames: ['kind'],
      buckets: PICKUP_BUCKETS,
      registers,
    });
    this.sweptJobs = new Counter({
      name: 'congvan_sweep_handed_over_jobs_total',
      help: 'Due jobs that a sweep found in nobody’s hands and handed to the queue, which did not have them.',
      registers,
    });
    this.deliveries = new Counter({
      name: 'congvan_deliveries_total',
      help: 'Deliveries of jobs by outcome: handed-over to the queue, or left-to-sweep because it did not take them.',
      labelNames: ['outcome'],
      registers,
    });
    this.rebuiltConsumers = new Counter({
      name: 'congvan_consumers_rebuilt_total',
      help: 'Times that the consumer of a lane of the queue was replaced, because it took nothing of what was due for 5 s.',
      labelNames: ['lane'],
      registers,
    });
  }

  /** A job is in our hands, by a lease or made for us. */
  jobTaken({ kind, dueAt, leasedAt }: Pick<LeasedJob, 'kind' | 'dueAt' | 'leasedAt'>): void {
    this.jobsTaken.inc({ kind });
    this.pickupDelay.observe({ kind }, (Date.parse(leasedAt) - Date.parse(dueAt)) / 1000);
  }

  attemptEnded({ kind }: Pick<LeasedJob, 'kind'>, outcome: AttemptOutcome): void {
    this.attempts.inc({ kind, outcome });
  }
}
