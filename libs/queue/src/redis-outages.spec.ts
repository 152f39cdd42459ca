import { setTimeout as pause } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { createTestDatabase, type TestDatabase } from '../../../test/support/database.js';
import { eventually } from '../../../test/support/eventually.js';
import { startRedis, type TestRedis } from '../../../test/support/redis.js';
import { delivery, QueueUnderTest } from './testing/queue-under-test.js';

let test: TestDatabase;
let redis: TestRedis;
let office: QueueUnderTest;

beforeAll(async () => {
  test = await createTestDatabase();
});
afterAll(() => test.close());
beforeEach(async () => {
  redis = await startRedis();
  office = await QueueUnderTest.open({ redisUrl: redis.url, databaseUrl: test.url });
});
afterEach(async () => {
  await office.close();
  await redis.stop();
});

const restarted = async (options: Parameters<typeof startRedis>[0] = {}) => {
  const port = Number(new URL(redis.url).port);
  await redis.stop();
  redis = await startRedis({ port, ...options });
};
const told = async (...command: [string, ...string[]]) => {
  const client = new Redis(redis.url);
  await client.call(...command);
  client.disconnect();
};
const published = (deliveries: Parameters<typeof office.queue.publish>[0]) =>
  eventually(() => office.queue.publish(deliveries).then(() => true, () => false));

describe('a consumer', () => {
  it('goes on after the server was restarted, for both lanes', async () => {
    await office.consume('work');
    await office.consume('steps');
    await office.queue.publish([delivery(), delivery({ lane: 'steps' })]);
    await office.arrived(2);
    await restarted();
    const restartedAt = performance.now();
    await published([delivery(), delivery({ lane: 'steps', delayMs: 50 })]);
    await office.arrived(4);
    expect(performance.now() - restartedAt).toBeLessThan(5_000);
  });

  it('goes on after everything was flushed while it worked', async () => {
    await office.consume('work', 4, () => pause(20));
    await office.queue.publish(Array.from({ length: 40 }, () => delivery()));
    await office.arrived(5);
    await told('flushall');
    const later = Array.from({ length: 10 }, () => delivery());
    await office.queue.publish(later);
    await eventually(() => later.every(({ jobId }) => office.taken.includes(jobId)));
    await office.quiet();
  });
});

describe('a producer', () => {
  it('fails at once while the server is away', async () => {
    await redis.stop();
    const since = performance.now();
    await expect(office.queue.publish([delivery()])).rejects.toThrow();
    await expect(office.queue.depth()).rejects.toThrow();
    await expect(office.queue.ping()).rejects.toMatchObject({ code: 'queue.unavailable' });
    expect(performance.now() - since).toBeLessThan(5_000);
    await restarted();
    await published([delivery()]);
    await office.queue.ping();
  });

  it('refuses a server that comes back with an eviction policy that can lose keys, until that is mended', async () => {
    await restarted({ evictionPolicy: 'allkeys-lru' });
    await eventually(() => office.queue.ping().then(() => false, ({ code }: { code: string }) => code === 'queue.unsafe-redis'));
    await expect(office.queue.publish([delivery()])).rejects.toMatchObject({
      code: 'queue.unsafe-redis',
      message: expect.stringContaining('maxmemory-policy noeviction'),
    });
    await told('config', 'set', 'maxmemory-policy', 'noeviction');
    await office.queue.ping();
    await office.queue.publish([delivery()]);
  });

  it('fails fast on a full server, which the consumer survives', async () => {
    await office.consume('work', 2);
    await office.queue.publish([delivery()]);
    await office.arrived(1);
    await told('config', 'set', 'maxmemory', '1');
    const since = performance.now();
    await expect(office.queue.publish([delivery()])).rejects.toThrow(/OOM|EXECABORT/);
    expect(performance.now() - since).toBeLessThan(2_000);
    await told('config', 'set', 'maxmemory', '0');
    await published([delivery()]);
    await office.arrived(2);
  });

  it('meets no consumer that hammers a full server with what waits there', async () => {
    await office.queue.publish(Array.from({ length: 5 }, () => delivery()));
    await told('config', 'set', 'maxmemory', '1');
    await office.consume('work', 2);
    await pause(500);
    const client = new Redis(redis.url);
    const calls = async () => Number(/total_commands_processed:(\d+)/.exec(await client.info('stats'))![1]);
    const before = await calls();
    await pause(1_000);
    expect((await calls()) - before).toBeLessThan(200);
    await client.call('config', 'set', 'maxmemory', '0');
    await office.arrived(5);
    client.disconnect();
  });
});
