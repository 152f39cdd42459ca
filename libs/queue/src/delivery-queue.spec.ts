import { setTimeout as pause } from 'node:timers/promises';
import { createTestDatabase, type TestDatabase, testLogger } from '../../../test/support/database.js';
import { startRedis } from '../../../test/support/redis.js';
import { connectQueue } from './connect-queue.js';
import { BACKENDS, delivery, QueueUnderTest } from './testing/queue-under-test.js';

let test: TestDatabase;
beforeAll(async () => {
  test = await createTestDatabase();
});
afterAll(() => test.close());

describe.each(BACKENDS)('deliveries over %s', (_name, redisUrl) => {
  let office: QueueUnderTest;
  beforeEach(async () => {
    office = await QueueUnderTest.open({ redisUrl: redisUrl(), databaseUrl: test.url });
  });
  afterEach(() => office.close());

  it('reach a consumer once each', async () => {
    await office.consume();
    const deliveries = Array.from({ length: 50 }, () => delivery());
    await office.queue.publish(deliveries);
    await office.arrived(50);
    expect(office.taken.sort()).toEqual(deliveries.map(({ jobId }) => jobId).sort());
  });

  it('wait for a consumer that comes later', async () => {
    const one = delivery();
    await office.queue.publish([one]);
    await office.consume();
    await office.arrived(1);
    expect(office.taken).toEqual([one.jobId]);
  });

  it('are there once, however often they are handed over before they are taken', async () => {
    const [one, timer] = [delivery(), delivery({ lane: 'steps', delayMs: 60_000 })];
    for (let n = 0; n < 3; n++) await office.queue.publish([one, timer]);
    expect(await office.queue.depth()).toEqual({
      steps: { waiting: 0, delayed: 1, taken: 0 },
      work: { waiting: 1, delayed: 0, taken: 0 },
    });
    await office.consume();
    await office.arrived(1);
    await pause(100);
    expect(office.taken).toEqual([one.jobId]);
  });

  it('arrive again under the same sequence number once the one before has been taken, and under the next at once', async () => {
    await office.consume();
    const one = delivery();
    for (const sequence of [1, 1, 2, 3]) {
      await office.queue.publish([{ ...one, sequence }]);
      await office.quiet();
    }
    expect(office.taken).toEqual([one.jobId, one.jobId, one.jobId, one.jobId]);
  });

  it('arrive under the next sequence number too while the one before still waits, or is held back', async () => {
    const [waiting, heldBack] = [delivery(), delivery({ delayMs: 300 })];
    for (const one of [waiting, heldBack]) await office.queue.publish([one, { ...one, sequence: 2, delayMs: 0 }]);
    await office.consume();
    await office.arrived(4);
    await office.quiet();
    expect(office.taken.sort()).toEqual([waiting, waiting, heldBack, heldBack].map(({ jobId }) => jobId).sort());
  });

  it('are held back by their delay', async () => {
    await office.consume();
    const [late, soon] = [delivery({ delayMs: 300 }), delivery()];
    await office.queue.publish([late, soon]);
    await office.arrived(2);
    expect(office.taken).toEqual([soon.jobId, late.jobId]);
  });

  it('come again after the time that was left when they came too early', async () => {
    const one = delivery();
    const at: number[] = [];
    await office.consume('work', 1, () => {
      at.push(performance.now());
      return Promise.resolve(at.length === 1 ? { tooEarlyByMs: 400 } : undefined);
    });
    await office.queue.publish([one]);
    await office.arrived(2);
    expect(at[1]! - at[0]!).toBeGreaterThan(380);
    await office.quiet();
    expect(office.taken).toEqual([one.jobId, one.jobId]);
  });

  it('leave nothing behind, whether they were delayed, prioritised or handed over twice', async () => {
    await office.consume('work');
    await office.consume('steps');
    const deliveries = Array.from({ length: 40 }, (_, n) => delivery({ share: 'flood', delayMs: n }));
    await office.queue.publish([...deliveries, ...deliveries, delivery({ lane: 'steps' })]);
    await office.arrived(41);
    await office.quiet();
    expect(office.taken).toHaveLength(41);
  });

  it('are all taken before the consumer is closed', async () => {
    let finished = false;
    let begun: () => void;
    const running = new Promise<void>((resolve) => (begun = resolve));
    const consumer = await office.consume('work', 1, async () => {
      begun();
      await pause(200);
      finished = true;
    });
    await office.queue.publish([delivery()]);
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
