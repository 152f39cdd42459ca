import { setTimeout as pause } from 'node:timers/promises';
import { newId } from '#foundation';
import { createTestDatabase, type TestDatabase } from '../../../test/support/database.js';
import { eventually } from '../../../test/support/eventually.js';
import { startTcpProxy, type TcpProxy } from '../../../test/support/tcp-proxy.js';
import { BACKENDS, delivery, QueueUnderTest } from './testing/queue-under-test.js';

let test: TestDatabase;
beforeAll(async () => {
  test = await createTestDatabase();
});
afterAll(() => test.close());

describe.each(BACKENDS)('over %s', (_name, redisUrl) => {
  let line: TcpProxy;
  let office: QueueUnderTest;
  let cutOff: QueueUnderTest;
  /** What a consumer does that is at work until the test is over. */
  let work: () => Promise<void>;
  let finishWork: () => void;
  beforeEach(async () => {
    const over = new Promise<void>((resolve) => (finishWork = resolve));
    work = () => over;
    const prefix = `test-${newId()}`;
    const toRedis = redisUrl();
    line = await startTcpProxy(toRedis ?? test.url);
    office = await QueueUnderTest.open({ redisUrl: toRedis, databaseUrl: test.url, prefix });
    cutOff = await QueueUnderTest.open(
      toRedis === undefined
        ? { redisUrl: undefined, databaseUrl: line.url, prefix }
        : { redisUrl: line.url, databaseUrl: test.url, prefix },
    );
  });
  afterEach(async () => {
    finishWork();
    await line.restore();
    await cutOff.close();
    await office.close();
    await line.close();
  });

  it('a delivery in dead hands is free again within five seconds, without being handed over anew', async () => {
    await cutOff.consume('work', 1, work);
    const one = delivery();
    await office.queue.publish([one]);
    await cutOff.arrived(1);
    line.fallSilent();
    const diedAt = performance.now();
    await office.consume('work', 1);
    await office.queue.publish([one]);
    await office.arrived(1);
    expect(performance.now() - diedAt).toBeLessThan(5_000);
    expect(office.taken).toEqual([one.jobId]);
  });

  it('a delivery stays with a worker that is slow but alive', async () => {
    await cutOff.consume('work', 1, work);
    await office.queue.publish([delivery()]);
    await cutOff.arrived(1);
    await office.consume('work', 1);
    await pause(4_500); // somebody dead would have lost it
    expect(office.taken).toEqual([]);
  });

  it('a silent consumer takes again once it is rebuilt', async () => {
    const consumer = await cutOff.consume('work', 2);
    await office.queue.publish([delivery()]);
    await cutOff.arrived(1);
    line.fallSilent();
    const one = delivery();
    await office.queue.publish([one]);
    await consumer.rebuild();
    await cutOff.arrived(2);
    expect(cutOff.taken[1]).toBe(one.jobId);
  });

  it('a producer on a silent connection has a new one within seconds', async () => {
    await cutOff.queue.publish([delivery()]);
    line.fallSilent();
    const since = performance.now();
    const one = delivery();
    await eventually(() => cutOff.queue.publish([one]).then(() => true, () => false));
    expect(performance.now() - since).toBeLessThan(15_000);
    await office.consume('work', 2);
    await eventually(() => office.taken.includes(one.jobId));
  });
});
