import type { Logger } from '#foundation';

/** A hint that a job is due: ids and a delay, nothing else. */
export interface Delivery {
  readonly jobId: string;
  /** How many times the job has been handed over: an old delivery never hides a new one. */
  readonly sequence: number;
  readonly delayMs: number;
}

/** Carries deliveries from whoever commits a job to whichever worker is free. May lose or repeat them; never decides. */
export interface DeliveryQueue {
  publish(deliveries: readonly Delivery[]): Promise<void>;
  /** Begins to take deliveries, `concurrency` at a time. `take` never rejects. */
  consume(take: (jobId: string) => Promise<void>, options: { concurrency: number }): Promise<DeliveryConsumer>;
  /** Resolves when the backend answers. */
  ping(): Promise<void>;
  close(): Promise<void>;
}

export interface DeliveryConsumer {
  /** Takes nothing new and resolves when what runs has finished. */
  close(): Promise<void>;
}

export interface DeliveryQueueOptions {
  /** Redis where given, else BullMQ's own tables in Postgres. */
  readonly redisUrl?: string;
  readonly databaseUrl: string;
  readonly logger: Logger;
  /** Separates offices or tests that share one server. */
  readonly prefix?: string;
}
