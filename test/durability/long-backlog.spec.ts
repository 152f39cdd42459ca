import { newId } from '#foundation';
import { connectQueue, type DeliveryQueue } from '#queue';
import { JobHandlerRegistry, JobWorker } from '#runtime';
import { Redis } from 'ioredis';
import { setTimeout as pause } from 'node:timers/promises';
import { createTestDatabase, type TestDatabase, testLogger } from '../support/database.js';
import { eventually } from '../support/eventually.js';
import { createTestExecutor } from '../support/executor.js';
import { startRedis, type TestRedis } from '../support/redis.js';

jest.setTimeout(120_000);

/** Jobs that nobody takes: the worker of this test is never started, it only sweeps. */
const BACKLOG = 20_000;

let test: TestDatabase;
let redis: TestRedis;
let queue: DeliveryQueue;
let worker: JobWorker;

beforeAll(async () => {
  test = await createTestDatabase();
  redis = await startRedis();
  queue = await connectQueue({ redisUrl: redis.url, databaseUrl: test.url, logger: testLogger, prefix: newId() });
  const { executor } = createTestExecutor(test.database, { queue });
  const handlers = new JobHandlerRegistry([]);
  const pace = { leaseSeconds: 4, concurrency: 4, sweepIntervalMs: 1_000 };
  worker = new JobWorker({ executor, handlers, queue, logger: testLogger, ...pace });
  await test.database.query(
    `insert into job (id, kind, payload, due_at, created_at)
     select gen_random_uuid(), 'message', '{}', business_now() - n * interval '1 millisecond', business_now()
     from generate_series(1, ${BACKLOG}) n`,
  );
});
afterAll(async () => {
  await queue.close();
  await redis.stop();
  await test.close();
});

const inQueue = async () => (await queue.depth()).steps.waiting;
const settled = async () => {
  for (let before = -1, now = await inQueue(); now !== before; now = await inQueue()) {
    before = now;
    await pause(200);
  }
};

it('a backlog of 20,000 due jobs stands in the queue once, whatever time passes', async () => {
  for (const seconds of [0, 2, 6, 31, 31]) {
    test.clock.advance(seconds * 1_000);
    await worker.sweep();
    await settled();
    expect(await inQueue()).toBe(BACKLOG);
  }
});

it('and is handed over again by the first sweep after everything in Redis was lost', async () => {
  const client = new Redis(redis.url);
  await client.flushall();
  client.disconnect();
  test.clock.advance(1_100);
  const since = performance.now();
  expect(await worker.sweep()).toBe(BACKLOG);
  await eventually(async () => (await inQueue()) >= BACKLOG);
  expect(performance.now() - since).toBeLessThan(15_000);
  await settled();
  expect(await inQueue()).toBe(BACKLOG);
});
