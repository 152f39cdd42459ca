import type { Logger } from '#foundation';

/**
 * Where a delivery queues. `steps`: what runs no handler and is over in milliseconds (timers, news of called instances,
 * messages, signals, continuations). `work`: service handlers, which may take long. Each has workers of its own, so that
 * no handler holds up a timer.
 */
export type Lane = 'steps' | 'work';

export const LANES: readonly Lane[] = ['steps', 'work'];

/** A hint that a job is due: ids and a delay, nothing else. */
export interface Delivery {
  readonly jobId: string;
  /** Together with the job id the identity of the delivery: while the queue holds it, the same once more changes nothing. */
  readonly sequence: number;
  readonly delayMs: number;
  readonly lane: Lane;
  /** Whose work it is: within a lane, who hands over much in a short time goes behind the others. */
  readonly share?: string;
  /**
   * Handed over by a sweep: it has its place among its like, and does not count against what its share hands over from
   * now on. A process is not to blame for an outage.
   */
  readonly again?: true;
}

/** What became of a delivery: it is done with, or it came too early by the clock that decides and is held back again. */
export type Taken = { readonly tooEarlyByMs: number } | void;

/** Does what a delivery is for. Never rejects. */
export type TakeDelivery = (jobId: string) => Promise<Taken>;

/** Deliveries in one lane. */
export interface LaneDepth {
  /** Waits for a worker. */
  readonly waiting: number;
  /** Held back by its delay; also one whose delay has just ended, until a worker asks for work. */
  readonly delayed: number;
  /** In the hands of a worker. */
  readonly taken: number;
}

/** Carries deliveries from whoever commits a job to whichever worker is free. May lose or repeat them; never decides. */
export interface DeliveryQueue {
  /**
   * Rejects within seconds when the backend does not take them.
   * @throws UnsafeRedisError when Redis has come back with an eviction policy that can lose keys.
   */
  publish(deliveries: readonly Delivery[]): Promise<void>;
  /** Begins to take deliveries of a lane, `concurrency` at a time. */
  consume(lane: Lane, take: TakeDelivery, options: { readonly concurrency: number }): Promise<DeliveryConsumer>;
  /** What the queue holds, as Postgres is compared with it. Rejects within seconds when the backend does not answer. */
  depth(): Promise<Readonly<Record<Lane, LaneDepth>>>;
  /** Resolves when the backend answers and may be used. @throws QueueUnavailableError, UnsafeRedisError otherwise. */
  ping(): Promise<void>;
  close(): Promise<void>;
}

export interface DeliveryConsumer {
  /**
   * Begins anew on connections of its own, for a consumer that has fallen silent. What runs goes on; its deliveries may
   * come again.
   */
  rebuild(): Promise<void>;
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
