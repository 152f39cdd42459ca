import type { Logger } from '#foundation';
import type { DeliveryQueue, Lane, TakeDelivery } from '#queue';
import type { CommandExecutor } from '../executor/command-executor.js';
import { Housekeeping } from './housekeeping.js';
import { JobRunner, type JobRunnerOptions } from './job-runner.js';
import { LaneConsumer } from './lane-consumer.js';
import { sweepJobs } from '../deliveries/sweep.js';

export interface JobWorkerOptions extends JobRunnerOptions {
  readonly queue: DeliveryQueue;
  /** Service jobs that the queue brings and that run at once; beside them as many jobs at hand, and half as many steps of the engine. */
  readonly concurrency: number;
  /** Pause between two sweeps. */
  readonly sweepIntervalMs: number;
}

/** One worker of the office: takes deliveries, and sweeps the database for work that the queue does not know of. */
export class JobWorker {
  private readonly runner: JobRunner;
  private readonly executor: CommandExecutor;
  private readonly logger: Logger;
  private readonly lanes: Readonly<Record<Lane, LaneConsumer>>;
  private readonly housekeeping: Housekeeping;
  private nextSweep?: NodeJS.Timeout;
  private sweeping: Promise<unknown> = Promise.resolve();
  private stopped = false;

  constructor(private readonly options: JobWorkerOptions) {
    this.runner = new JobRunner(options);
    this.executor = options.executor;
    this.logger = options.logger;
    this.housekeeping = new Housekeeping(options);
    const steps = Math.ceil(options.concurrency / 2);
    this.lanes = {
      steps: this.consumerOf('steps', steps, (jobId) => this.runner.runStep(jobId)),
      work: this.consumerOf('work', options.concurrency, (jobId) => this.runner.run(jobId)),
    };
  }

  async start(): Promise<void> {
    this.executor.attach(this.runner);
    await Promise.all([this.lanes.steps.open(), this.lanes.work.open()]);
    this.scheduleSweep(0);
  }

  /** Takes nothing new and waits for what runs; the caller bounds the wait. */
  async stop(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.nextSweep);
    this.executor.attach(undefined);
    await Promise.all([this.lanes.steps.close(), this.lanes.work.close(), this.runner.drain(), this.sweeping]);
  }

  /** Ids of the jobs whose handlers run. */
  get inHand(): readonly string[] {
    return this.runner.inHand;
  }

  /** Asks running handlers to leave off, for a shutdown whose time is up. */
  abort(): void {
    this.runner.abort();
  }

  /** Why this worker does not take work that is due although it has free places; null: it does, or there is none. */
  stuck(): string | null {
    return this.lanes.steps.stuck ?? this.lanes.work.stuck;
  }

  /** Brings the queue into line with the database. Gives the number of jobs handed over. */
  async sweep(): Promise<number> {
    const { handedOver, untaken } = await sweepJobs(this.executor, this.options.queue, () => this.stopped);
    this.executor.metrics.sweptJobs.inc(handedOver);
    await Promise.all([this.lanes.steps.inspect(untaken.steps.overdue), this.lanes.work.inspect(untaken.work.overdue)]);
    return handedOver;
  }

  private consumerOf(lane: Lane, concurrency: number, take: TakeDelivery): LaneConsumer {
    const { queue, executor, logger } = this.options;
    const onRebuilt = () => executor.metrics.rebuiltConsumers.inc({ lane });
    return new LaneConsumer({ queue, lane, concurrency, take, logger, onRebuilt });
  }

  private scheduleSweep(delayMs: number): void {
    this.nextSweep = setTimeout(() => {
      this.sweeping = this.sweep()
        .catch((error: Error) => this.logger.warn({ code: 'runtime.sweep-failed', error: error.message }))
        .then(() => (this.stopped ? undefined : this.housekeeping.runIfDue()))
        .then(() => (this.stopped ? undefined : this.scheduleSweep(this.options.sweepIntervalMs)));
    }, delayMs);
  }
}
