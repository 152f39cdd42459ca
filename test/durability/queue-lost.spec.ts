import { setTimeout as pause } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { startRedis, type TestRedis } from '../support/redis.js';
import { QueueWithWorker } from './queue-with-worker.js';

jest.setTimeout(60_000);

let redis: TestRedis;
let office: QueueWithWorker;

beforeEach(async () => {
  redis = await startRedis();
});
afterEach(async () => {
  await office.close();
  await redis.stop();
});

const flushed = async () => {
  const client = new Redis(redis.url);
  await client.flushall();
  client.disconnect();
};

it('every case ends, each step done once, although Redis was emptied before a worker came', async () => {
  office = await QueueWithWorker.open({ redisUrl: redis.url }, 50);
  await office.startCases(20);
  await flushed();
  await office.worker.start();
  await office.allCompleted();
  expect(await office.stepsDone()).toBe(60);
});

it('commands succeed while Redis is away, and the work goes on when a worker has a queue again', async () => {
  office = await QueueWithWorker.open({ redisUrl: redis.url }, 50);
  await redis.stop();
  await office.startCases(20);
  redis = await startRedis({ port: Number(new URL(redis.url).port) });
  await office.worker.start();
  await office.allCompleted();
  expect(await office.stepsDone()).toBe(60);
});

it('a worker that loses everything in the queue under load has caught up within seconds', async () => {
  office = await QueueWithWorker.open({ redisUrl: redis.url }, 1_000, 20);
  await office.worker.start();
  await office.startCases(60);
  await flushed();
  const flushedAt = performance.now();
  await office.allCompleted();
  expect(await office.stepsDone()).toBe(180);
  // 180 tasks of 20 ms in four places are a second of work.
  expect(performance.now() - flushedAt).toBeLessThan(5_000);
});

it('a Redis that is full holds nothing up for longer than it is', async () => {
  office = await QueueWithWorker.open({ redisUrl: redis.url }, 200);
  await office.worker.start();
  const client = new Redis(redis.url);
  await client.call('config', 'set', 'maxmemory', '1');
  await office.startCases(10);
  await pause(1_000);
  await client.call('config', 'set', 'maxmemory', '0');
  client.disconnect();
  await office.allCompleted();
  expect(await office.stepsDone()).toBe(30);
});
