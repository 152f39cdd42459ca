import type { BackendClasses, IQueueBackend } from 'bullmq';

/** What a backend brings: BullMQ's classes bound to it and the connections for the two directions. */
export interface BullmqBackend<Connection> {
  readonly classes: BackendClasses<IQueueBackend, Connection>;
  /** Fails fast: a producer must not wait for a broken backend. */
  readonly producerConnection: Connection;
  /** One for each consumer. It reconnects for ever: a consumer outlives an outage. */
  openConsumerConnection(): ConsumerConnection<Connection>;
  /** @throws UnsafeRedisError where the backend was found unfit since it was connected. */
  refuseUnfit(): void;
  ping(): Promise<void>;
  close(): Promise<void>;
}

export interface ConsumerConnection<Connection> {
  readonly connection: Connection;
  /** At once, without waiting for the other side. */
  drop(): void;
}
