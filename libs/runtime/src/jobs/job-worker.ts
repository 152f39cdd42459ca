import type { Logger } from '#foundation';
import type { DeliveryConsumer, DeliveryQueue } from '#queue';
import type { CommandExecutor } from '../command-executor.js';
import { JobRunner, type JobRunnerOptions } from './job-runner.js';
import { forgetOldMessages } from '../messages/forget-old-messages.command.js';
import { redeliverDueJobs, SWEEP_BATCH } from './redeliver-due-jobs.command.js';

export interface JobWorkerOptions extends JobRunnerOptions {
  readonly queue: DeliveryQueue;
  readonly concurrency: number;
  /** Pause between two sweeps. */
  readonly sweepIntervalMs: number;
}

const SWEEPER = { actor: 'system:sweep', requestId: 'sweep' };

/** One worker of the office: takes deliveries, and sweeps the database for work that the queue does not know of. */
export class JobWorker {
  private readonly runner: JobRunner;
  private readonly executor: CommandExecutor;
  private readonly logger: Logger;
  private consumer?: DeliveryConsumer;
  private nextSweep?: NodeJS.Timeout;
  private sweeping: Promise<unknown> = Promise.resolve();
  private stopped = false;

  constructor(private readonly options: JobWorkerOptions) {
    this.runner = new JobRunner(options);
    this.executor = options.executor;
    this.logger = options.logger;
  }

  async start(): Promise<void> {
    this.executor.attach(this.runner);
    this.consumer = await this.options.queue.consume((jobId) => this.runner.run(jobId), {
      concurrency: this.options.concurrency,
    });
    this.scheduleSweep(0);
  }

  /** Takes nothing new and waits for what runs; the caller bounds the wait. */
  async stop(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.nextSweep);
    this.executor.attach(undefined);
    await this.sweeping;
    await Promise.all([this.consumer?.close(), this.runner.drain()]);
  }

  /** Asks running handlers to leave off, for a shutdown whose time is up. */
  abort(): void {
    this.runner.stop();
  }

  /** Hands every due job to the queue now, and drops what was kept long enough. Resolves with the number of jobs. */
  async sweep(): Promise<number> {
    let total = 0;
    for (let found = SWEEP_BATCH; found === SWEEP_BATCH; total += found) {
      found = await this.executor.execute(redeliverDueJobs, undefined, SWEEPER);
    }
    await this.executor.execute(forgetOldMessages, undefined, SWEEPER);
    return total;
  }

  private scheduleSweep(delayMs: number): void {
    this.nextSweep = setTimeout(() => {
      this.sweeping = this.sweep()
        .catch((error: Error) => this.logger.warn({ code: 'runtime.sweep-failed', error: error.message }))
        .then(() => {
          if (!this.stopped) this.scheduleSweep(this.options.sweepIntervalMs);
        });
    }, delayMs);
  }
}
