import { setTimeout as pause } from 'node:timers/promises';
import { createTestDatabase, type TestDatabase } from '../../../test/support/database.js';
import { FairShares } from './fair-shares.js';
import type { Delivery } from './delivery-queue.js';
import { BACKENDS, delivery, QueueUnderTest } from './testing/queue-under-test.js';

let test: TestDatabase;
beforeAll(async () => {
  test = await createTestDatabase();
});
afterAll(() => test.close());

describe.each(BACKENDS)('a flood of one process over %s', (_name, redisUrl) => {
  let office: QueueUnderTest;
  beforeEach(async () => {
    office = await QueueUnderTest.open({ redisUrl: redisUrl(), databaseUrl: test.url });
  });
  afterEach(() => office.close());

  const flood = (share: string, count: number, part: Partial<Delivery> = {}) =>
    office.queue.publish(Array.from({ length: count }, () => delivery({ share, ...part })));

  it('lets a job of another process and a timer go first', async () => {
    await flood('flooding', 2_000);
    const [other, timer] = [delivery({ share: 'quiet' }), delivery({ lane: 'steps' })];
    await office.queue.publish([other, timer]);
    await office.consume('work', 1, () => pause(5));
    await office.consume('steps', 1);
    await office.arrived(60);
    expect(office.taken).toEqual(expect.arrayContaining([other.jobId, timer.jobId]));
  });

  it('lets a timer of another process go before its own steps', async () => {
    await flood('flooding', 2_000, { lane: 'steps' });
    const timer = delivery({ lane: 'steps', share: 'quiet', delayMs: 50 });
    await office.queue.publish([timer]);
    await pause(100);
    await office.consume('steps', 1, () => pause(5));
    await office.arrived(60);
    expect(office.taken).toContain(timer.jobId);
  });

  it('does not push back what a process does after an outage, when a sweep hands over again what was lost', async () => {
    await flood('outlasting', 300, { again: true });
    await flood('outlasting', 10);
    await flood('flooding', 100);
    const own = delivery({ share: 'outlasting' });
    await office.queue.publish([own]);
    await office.consume('work', 1, () => pause(5));
    await office.arrived(60);
    expect(office.taken).toContain(own.jobId);
  });

  it('goes behind another also when a sweep hands over both again', async () => {
    await flood('flooding', 300, { again: true });
    const other = delivery({ share: 'quiet', again: true });
    await office.queue.publish([other]);
    await office.consume('work', 1, () => pause(5));
    await office.arrived(60);
    expect(office.taken).toContain(other.jobId);
  });

  it('does not hold up a timer by handlers that never end', async () => {
    await office.consume('steps', 1);
    let release: () => void = () => undefined;
    const stuck = new Promise<void>((resolve) => (release = resolve));
    await office.consume('work', 2, () => stuck);
    await flood('flooding', 20);
    await office.arrived(2);
    const timer = delivery({ lane: 'steps', delayMs: 100 });
    await office.queue.publish([timer]);
    await office.arrived(3);
    expect(office.taken[2]).toBe(timer.jobId);
    release();
  });

  it('loses nothing of the flood itself', async () => {
    await flood('flooding', 300);
    await office.consume('work', 8);
    await office.arrived(300);
    await office.quiet();
    expect(new Set(office.taken).size).toBe(300);
  });
});

describe('the place of a share', () => {
  let now = 0;
  const shares = () => new FairShares({ clock: () => now });

  it('is in front until its burst is used up, then one further back with each delivery', () => {
    const buckets = shares();
    const taken = Array.from({ length: 23 }, () => buckets.priorityOf('a'));
    expect(taken.slice(0, 20)).toEqual(Array.from({ length: 20 }, () => 0));
    expect(taken.slice(20)).toEqual([1, 2, 3]);
    expect(buckets.priorityOf('b')).toBe(0);
  });

  it('moves to the front again as time passes', () => {
    const buckets = shares();
    for (let n = 0; n < 120; n++) buckets.priorityOf('a');
    now += 2_000;
    expect(buckets.priorityOf('a')).toBe(61);
    now += 60_000;
    expect(buckets.priorityOf('a')).toBe(0);
  });

  it('never exceeds what BullMQ takes as a priority', () => {
    const buckets = shares();
    let last = 0;
    for (let n = 0; n < 2_100_000; n++) last = buckets.priorityOf('a');
    expect(last).toBe(2_097_151);
  });
});
