import { newId } from '#foundation';
import { createTestDatabase, type TestDatabase, testLogger } from '../../../test/support/database.js';
import { startRedis } from '../../../test/support/redis.js';
import { connectQueue } from './connect-queue.js';
import type { DeliveryConsumer, DeliveryQueue } from './delivery-queue.js';

let test: TestDatabase;
beforeAll(async () => {
  test = await createTestDatabase();
});
afterAll(() => test.close());

const backends = [
  ['Redis', () => process.env['TEST_REDIS_URL']],
  ['Postgres', () => undefined],
] as const;

describe.each(backends)('deliveries over %s', (_name, redisUrl) => {
  let queue: DeliveryQueue;
  let consumer: DeliveryConsumer | undefined;
  let taken: string[];

  beforeEach(async () => {
    taken = [];
    queue = await connectQueue({
      redisUrl: redisUrl(),
      databaseUrl: test.url,
      logger: testLogger,
      prefix: `test-${newId()}`,
    });
  });
  afterEach(async () => {
    await consumer?.close();
    consumer = undefined;
    await queue.close();
  });

  const consume = async () => {
    consumer = await queue.consume(async (jobId) => void taken.push(jobId), { concurrency: 4 });
  };
  const arrived = async (count: number) => {
    while (taken.length < count) await new Promise((resolve) => setTimeout(resolve, 5));
  };

  it('reach a consumer once each', async () => {
    await consume();
    const ids = Array.from({ length: 50 }, () => newId());
    await queue.publish(ids.map((jobId) => ({ jobId, sequence: 1, delayMs: 0 })));
    await arrived(50);
    expect(taken.sort()).toEqual(ids.sort());
  });

  it('wait for a consumer that comes later', async () => {
    const jobId = newId();
    await queue.publish([{ jobId, sequence: 1, delayMs: 0 }]);
    await consume();
    await arrived(1);
    expect(taken).toEqual([jobId]);
  });

  it('arrive again under the next sequence number, also after an earlier one has finished', async () => {
    await consume();
    const jobId = newId();
    for (const sequence of [1, 2, 3]) {
      await queue.publish([{ jobId, sequence, delayMs: 0 }]);
      await arrived(sequence);
    }
    expect(taken).toEqual([jobId, jobId, jobId]);
  });

  it('are held back by their delay', async () => {
    await consume();
    const [soon, late] = [newId(), newId()];
    await queue.publish([
      { jobId: late, sequence: 1, delayMs: 300 },
      { jobId: soon, sequence: 1, delayMs: 0 },
    ]);
    await arrived(2);
    expect(taken).toEqual([soon, late]);
  });

  it('closing the consumer waits for what runs', async () => {
    let finished = false;
    let begun: () => void;
    const running = new Promise<void>((resolve) => (begun = resolve));
    consumer = await queue.consume(
      async () => {
        begun();
        await new Promise((resolve) => setTimeout(resolve, 200));
        finished = true;
      },
      { concurrency: 1 },
    );
    await queue.publish([{ jobId: newId(), sequence: 1, delayMs: 0 }]);
    await running;
    await consumer.close();
    expect(finished).toBe(true);
  });
});

describe('a Redis that may drop keys', () => {
  it('is refused with the setting to change', async () => {
    const redis = await startRedis({ evictionPolicy: 'allkeys-lru' });
    try {
      const refused = connectQueue({ redisUrl: redis.url, databaseUrl: test.url, logger: testLogger });
      await expect(refused).rejects.toMatchObject({
        code: 'queue.unsafe-redis',
        message: expect.stringContaining('maxmemory-policy noeviction'),
      });
    } finally {
      await redis.stop();
    }
  });
});

describe('a Redis that is not there', () => {
  it('is reported as unavailable, with what the system said', async () => {
    const refused = connectQueue({ redisUrl: 'redis://127.0.0.1:1', databaseUrl: test.url, logger: testLogger });
    await expect(refused).rejects.toMatchObject({
      code: 'queue.unavailable',
      message: expect.stringContaining('ECONNREFUSED'),
    });
  });
});
