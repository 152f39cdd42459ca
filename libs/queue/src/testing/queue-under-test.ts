import { setTimeout as pause } from 'node:timers/promises';
import { newId } from '#foundation';
import { testLogger } from '../../../../test/support/database.js';
import { connectQueue } from '../connect-queue.js';
import type { Delivery, DeliveryConsumer, DeliveryQueue, Lane, Take } from '../delivery-queue.js';

/** Both backends, for `describe.each`; the second gives the URL of Redis, if it is the one. */
export const BACKENDS = [
  ['Redis', () => process.env['TEST_REDIS_URL']],
  ['Postgres', () => undefined],
] as const;

/** A delivery of a new job, to be taken at once. */
export function delivery(part: Partial<Delivery> = {}): Delivery {
  return { jobId: newId(), sequence: 1, delayMs: 0, lane: 'work', ...part };
}

/** A queue that no other test shares, and the ids of the jobs taken from it, in order. */
export class QueueUnderTest {
  readonly taken: string[] = [];
  private readonly consumers: DeliveryConsumer[] = [];

  private constructor(readonly queue: DeliveryQueue) {}

  static async open(to: { redisUrl: string | undefined; databaseUrl: string; prefix?: string }): Promise<QueueUnderTest> {
    const { prefix = `test-${newId()}` } = to;
    return new QueueUnderTest(await connectQueue({ ...to, logger: testLogger, prefix }));
  }

  /** `take`: what is done with a delivery once its id is noted. */
  async consume(lane: Lane = 'work', concurrency = 4, take?: Take): Promise<DeliveryConsumer> {
    const consumer = await this.queue.consume(
      lane,
      async (jobId) => {
        this.taken.push(jobId);
        return take?.(jobId);
      },
      { concurrency },
    );
    this.consumers.push(consumer);
    return consumer;
  }

  async arrived(count: number): Promise<void> {
    while (this.taken.length < count) await pause(5);
  }

  /** Until nothing is in the queue. */
  async quiet(): Promise<void> {
    for (;;) {
      const lanes = Object.values(await this.queue.depth());
      if (lanes.every(({ waiting, delayed, taken }) => waiting + delayed + taken === 0)) return;
      await pause(20);
    }
  }

  async close(): Promise<void> {
    for (const consumer of this.consumers) await consumer.close();
    await this.queue.close();
  }
}
