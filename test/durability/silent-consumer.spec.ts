import { eventually } from '../support/eventually.js';
import { startTcpProxy, type TcpProxy } from '../support/tcp-proxy.js';
import { type QueueServers, QueueWithWorker } from './queue-with-worker.js';

jest.setTimeout(60_000);

let line: TcpProxy;
let office: QueueWithWorker;
afterEach(async () => {
  await line.restore();
  await office.close();
  await line.close();
});

const overRedis = async (): Promise<QueueServers> => {
  const redisUrl = process.env['TEST_REDIS_URL']!;
  line = await startTcpProxy(redisUrl);
  return { redisUrl, workerRedisUrl: line.url };
};
const overPostgres = (): Promise<QueueServers> =>
  Promise.resolve({
    workerDatabaseUrl: async (url) => {
      line = await startTcpProxy(url);
      return line.url;
    },
  });

/** Lets the line fall silent under a worker that is at work, and gives that more to do, until it has done it. */
async function workBeyondSilence(): Promise<void> {
  await office.worker.start();
  await office.startCases(2);
  await office.allCompleted();
  line.fallSilent();
  await office.startCases(5);
  await office.allCompleted();
  expect(await office.stepsDone()).toBe(21);
}

it('a worker whose connections to Redis have silently died gets new ones, counts that and goes on', async () => {
  office = await QueueWithWorker.open(await overRedis(), 500);
  await workBeyondSilence();
  expect(await office.consumersRebuilt()).toBeGreaterThan(0);
  await eventually(() => office.worker.stuck() === null);
});

it('a worker whose connections to the tables of the queue in Postgres have silently died goes on by itself', async () => {
  office = await QueueWithWorker.open(await overPostgres(), 500);
  await workBeyondSilence();
});
