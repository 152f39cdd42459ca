import type { Logger } from '#foundation';
import { type BackendClasses, type IQueueBackend, UnrecoverableError } from 'bullmq';
import type { Delivery, DeliveryConsumer, DeliveryQueue } from './delivery-queue.js';

/** What a backend brings: BullMQ's classes bound to it and the connections for the two directions. */
export interface BullmqBackend<Connection> {
  readonly classes: BackendClasses<IQueueBackend, Connection>;
  /** Fails fast: a producer must not wait for a broken backend. */
  readonly producerConnection: Connection;
  /** Reconnects for ever: a consumer outlives an outage. */
  readonly consumerConnection: Connection;
  readonly prefix: string;
  ping(): Promise<void>;
  close(): Promise<void>;
}

const QUEUE_NAME = 'deliveries';

/** Deliveries over BullMQ, on whichever backend. Payload: the job id alone. */
export class BullmqQueue<Connection> implements DeliveryQueue {
  private readonly queue;

  constructor(
    private readonly backend: BullmqBackend<Connection>,
    private readonly logger: Logger,
  ) {
    this.queue = new backend.classes.Queue(QUEUE_NAME, {
      connection: backend.producerConnection,
      prefix: backend.prefix,
      defaultJobOptions: { removeOnComplete: true, removeOnFail: true, attempts: 1 },
    });
    this.queue.on('error', (error) => this.report('producer', error));
  }

  async publish(deliveries: readonly Delivery[]): Promise<void> {
    await this.queue.addBulk(
      deliveries.map(({ jobId, sequence, delayMs }) => ({
        name: 'due',
        data: { jobId },
        opts: { jobId: `${jobId}.${sequence}`, delay: Math.ceil(delayMs) },
      })),
    );
  }

  async consume(take: (jobId: string) => Promise<void>, options: { concurrency: number }): Promise<DeliveryConsumer> {
    const worker = new this.backend.classes.Worker<{ jobId?: unknown }>(
      QUEUE_NAME,
      async (job) => {
        if (typeof job.data.jobId !== 'string') throw new UnrecoverableError('A delivery without a job id.');
        await take(job.data.jobId);
      },
      { connection: this.backend.consumerConnection, prefix: this.backend.prefix, concurrency: options.concurrency },
    );
    worker.on('error', (error) => this.report('consumer', error));
    await worker.waitUntilReady();
    return { close: () => worker.close() };
  }

  ping(): Promise<void> {
    return this.backend.ping();
  }

  async close(): Promise<void> {
    await this.queue.close();
    await this.backend.close();
  }

  private report(side: string, error: Error): void {
    this.logger.warn({ code: 'queue.backend-error', side, error: error.message });
  }
}
