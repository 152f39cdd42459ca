import type { Configuration, Logger } from '#foundation';
import type { DeliveryQueue } from '#queue';
import { CommandExecutor, JobHandlerRegistry, JobWorker } from '#runtime';
import { type BeforeApplicationShutdown, Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { CONFIGURATION, DELIVERY_QUEUE, LOGGER } from '../../office/src/index.js';

/** What runs longer at shutdown is told to leave off; its lease ends by itself and another worker takes the job. */
const DRAIN_MS = 10_000;

/** Ties the job worker of the runtime to the life of the application. */
@Injectable()
export class WorkerService implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly worker: JobWorker;

  constructor(
    executor: CommandExecutor,
    handlers: JobHandlerRegistry,
    @Inject(DELIVERY_QUEUE) queue: DeliveryQueue,
    @Inject(CONFIGURATION) configuration: Configuration,
    @Inject(LOGGER) logger: Logger,
  ) {
    this.worker = new JobWorker({
      executor,
      handlers,
      queue,
      logger,
      concurrency: configuration.WORKER_CONCURRENCY,
      leaseSeconds: configuration.JOB_LEASE_SECONDS,
      sweepIntervalMs: configuration.SWEEP_INTERVAL_MS,
    });
  }

  async onApplicationBootstrap(): Promise<void> {
    await this.worker.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    const abort = setTimeout(() => this.worker.abort(), DRAIN_MS);
    await this.worker.stop();
    clearTimeout(abort);
  }
}
