import { newId } from '#foundation';
import { testLogger } from '../../../../test/support/database.js';
import { eventually } from '../../../../test/support/eventually.js';
import { connectQueue } from '../connect-queue.js';
import type { Delivery, DeliveryConsumer, DeliveryQueue, Lane, TakeDelivery } from '../delivery-queue.js';

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
  async consume(lane: Lane = 'work', concurrency = 4, take?: TakeDelivery): Promise<DeliveryConsumer> {
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
    await eventually(() => this.taken.length >= count);
  }

  /** Until nothing is in the queue. */
  async quiet(): Promise<void> {
    await eventually(async () => {
      const lanes = Object.values(await this.queue.depth());
      return lanes.every(({ waiting, delayed, taken }) => waiting + delayed + taken === 0);
    });
  }

  async close(): Promise<void> {
    for (const consumer of this.consumers) await consumer.close();
    await this.queue.close();
  }
}
