import { eventually } from '../support/eventually.js';
import { startTcpProxy, type TcpProxy } from '../support/tcp-proxy.js';
import { type QueueServers, QueueWithWorker } from './queue-with-worker.js';

jest.setTimeout(60_000);

let line: TcpProxy;
let office: QueueWithWorker;
afterEach(async () => {
  await line.close();
  await office.close();
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

/** Cuts the line, gives the worker something to do, and tells what it complained of until it was done. */
async function complaintsOfCutOffWorker(): Promise<string[]> {
  await office.worker.start();
  await office.startCases(2);
  await office.allCompleted();
  line.fallSilent();
  await office.startCases(5);
  const complaints = new Set<string>();
  const listening = setInterval(() => complaints.add(office.worker.stuck() ?? ''), 20);
  try {
    await office.allCompleted();
  } finally {
    clearInterval(listening);
  }
  return [...complaints];
}

it('a worker whose connections to Redis have silently died says so, mends itself and goes on', async () => {
  office = await QueueWithWorker.open(await overRedis(), 500);
  expect(await complaintsOfCutOffWorker()).toContainEqual(expect.stringMatching(/lane (work|steps)/));
  expect(await office.stepsDone()).toBe(21);
  await eventually(() => office.worker.stuck() === null);
});

it('a worker whose connections to the tables of the queue in Postgres have silently died goes on by itself', async () => {
  office = await QueueWithWorker.open(await overPostgres(), 500);
  await complaintsOfCutOffWorker();
  expect(await office.stepsDone()).toBe(21);
});
