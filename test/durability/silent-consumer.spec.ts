import { setTimeout as pause } from 'node:timers/promises';
import { SilentLine } from '../support/silent-line.js';
import { type QueueServers, QueueWithWorker } from './queue-with-worker.js';

jest.setTimeout(60_000);

let line: SilentLine;
let office: QueueWithWorker;
afterEach(async () => {
  line.close();
  await office.close();
});

const overRedis = async (): Promise<QueueServers> => {
  const redisUrl = process.env['TEST_REDIS_URL']!;
  line = await SilentLine.to(redisUrl);
  return { redisUrl, workerRedisUrl: line.url };
};
const overPostgres = (): Promise<QueueServers> =>
  Promise.resolve({
    workerDatabaseUrl: async (url) => {
      line = await SilentLine.to(url);
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
  let done = false;
  const working = office.allCompleted().then(() => (done = true));
  const complaints = new Set<string>();
  for (; !done; await pause(20)) complaints.add(office.worker.stuck() ?? '');
  await working;
  return [...complaints];
}

it('a worker whose connections to Redis have silently died says so, mends itself and goes on', async () => {
  office = await QueueWithWorker.open(await overRedis(), 500);
  expect(await complaintsOfCutOffWorker()).toContainEqual(expect.stringMatching(/lane (work|steps)/));
  expect(await office.stepsDone()).toBe(21);
  while (office.worker.stuck() !== null) await pause(20);
});

it('a worker whose connections to the tables of the queue in Postgres have silently died goes on by itself', async () => {
  office = await QueueWithWorker.open(await overPostgres(), 500);
  await complaintsOfCutOffWorker();
  expect(await office.stepsDone()).toBe(21);
});
