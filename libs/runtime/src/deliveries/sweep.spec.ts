import { newId } from '#foundation';
import { createTestDatabase, type TestDatabase } from '../../../../test/support/database.js';
import { createTestExecutor, type TestExecutor } from '../../../../test/support/executor.js';
import { leaseJob } from '../worker/lease-job.command.js';
import { sweepJobs } from './sweep.js';
import { ToyQueue } from '../../../../test/support/queues.js';

let test: TestDatabase;
let office: TestExecutor;
let queue: ToyQueue;

beforeAll(async () => {
  test = await createTestDatabase();
});
afterAll(() => test.close());
beforeEach(async () => {
  await test.database.query('truncate job cascade');
  queue = new ToyQueue();
  office = createTestExecutor(test.database, { queue });
});

const sweep = async () => (await sweepJobs(office.executor, queue)).handedOver;
/** Jobs of their own (steps of the engine), as commands leave them; gives one of their ids. */
const jobs = async (count: number, dueAt: string, deliveredAt: string | null) => {
  const [row] = await test.database.query<{ id: string }>(
    `with made as (
       insert into job (id, kind, payload, due_at, deliveries, delivered_at, created_at)
       select gen_random_uuid(), 'message', '{}', ${dueAt}, case when ${deliveredAt}::timestamptz is null then 0 else 1 end,
         ${deliveredAt}, business_now()
       from generate_series(1, ${count}) returning id)
     select id from made limit 1`,
  );
  return row!.id;
};
const handOverAll = async () => {
  const rows = await test.database.query<{ jobId: string; sequence: number }>('select id as "jobId", deliveries as sequence from job');
  await queue.publish(rows.map((row) => ({ ...row, delayMs: 0, lane: 'steps' as const })));
};
const lease = (jobId: string) =>
  office.executor.execute(leaseJob, { jobId, owner: newId(), leaseSeconds: 60 }, office.as('system:worker'));

describe('a backlog', () => {
  it('stands in the queue once, however long it waits there', async () => {
    await jobs(20_000, 'business_now()', 'business_now()');
    await handOverAll();
    for (const seconds of [0, 2, 10, 40, 40]) {
      test.clock.advance(seconds * 1000);
      await sweep();
      expect(queue.held.size).toBe(20_000);
    }
  });

  it('is left alone while the queue says that it holds it', async () => {
    await jobs(500, 'business_now()', 'business_now()');
    await handOverAll();
    test.clock.advance(10_000);
    expect(await sweep()).toBe(0);
  });

  it('is handed over in one sweep when the queue has lost it all, and once by two sweeps at a time', async () => {
    await jobs(20_000, 'business_now()', 'business_now()');
    test.clock.advance(1_100);
    const counts = await Promise.all([sweep(), sweep()]);
    expect(counts[0] + counts[1]).toBe(20_000);
    expect((await queue.depth()).steps.waiting).toBe(20_000);
  });

  it('is handed over when the queue has lost a part of it', async () => {
    const lost = await jobs(1, 'business_now()', 'business_now()');
    await jobs(30, 'business_now()', 'business_now()');
    await handOverAll();
    queue.held.delete(`${lost}.1`);
    test.clock.advance(1_100);
    await sweep();
    expect(queue.of(lost)).toMatchObject([{ sequence: 1, delayMs: 0 }]);
    expect(queue.held.size).toBe(31);
  });

  it('keeps its consumers busy so long that a part lost of a long one is handed over for its age alone', async () => {
    const lost = await jobs(1, 'business_now()', 'business_now()');
    await jobs(6_000, 'business_now()', 'business_now()');
    await handOverAll();
    queue.held.delete(`${lost}.1`);
    test.clock.advance(10_000);
    expect(await sweep()).toBe(0);
    test.clock.advance(20_100);
    await sweep();
    expect(queue.of(lost)).toMatchObject([{ sequence: 1, again: true }]);
    expect(queue.held.size).toBe(6_001);
  });

  it('is looked through by one sweep at a time', async () => {
    await jobs(5, 'business_now()', 'null');
    await test.database.transaction(async (tx) => {
      await tx.query(`select pg_advisory_xact_lock(hashtext('congvan.sweep'), hashtext('steps'))`);
      expect(await sweep()).toBe(0);
    });
    expect(await sweep()).toBe(5);
  });
});

describe('a job', () => {
  it('that nobody handed over is at once', async () => {
    const id = await jobs(1, 'business_now()', 'null');
    await sweep();
    expect(queue.of(id)).toMatchObject([{ sequence: 1, delayMs: 0, lane: 'steps' }]);
  });

  it('whose lease has ended is at once, as a new delivery', async () => {
    const id = await jobs(1, 'business_now()', 'business_now()');
    await handOverAll();
    await lease(id);
    test.clock.advance(40_000);
    expect(await sweep()).toBe(0);
    test.clock.advance(20_100);
    expect(await sweep()).toBe(1);
    expect(queue.of(id).map(({ sequence }) => sequence)).toEqual([1, 2]);
    expect(await sweep()).toBe(0);
  });

  it('that is due although its delivery is still held back gets another one', async () => {
    const id = await jobs(1, `business_now() + interval '10 seconds'`, 'null');
    await sweep();
    test.clock.advance(11_500);
    await sweep();
    expect(queue.of(id).map(({ sequence, delayMs }) => [sequence, delayMs > 0])).toEqual([[1, true], [2, false]]);
  });
});

describe('a timer', () => {
  it('enters the queue when it is due within a minute, held back until then, and once', async () => {
    const soon = await jobs(1, `business_now() + interval '59 seconds'`, 'null');
    await sweep();
    await sweep();
    expect(queue.of(soon)).toHaveLength(1);
    expect(queue.of(soon)[0]!.delayMs).toBeGreaterThan(57_000);
    expect(queue.of(soon)[0]!.delayMs).toBeLessThanOrEqual(59_000);
  });

  it('that has just come due is left to the delivery that was held back for it', async () => {
    const id = await jobs(1, `business_now() + interval '59 seconds'`, 'null');
    await sweep();
    test.clock.advance(59_000);
    expect(await sweep()).toBe(0);
    expect(queue.of(id)).toHaveLength(1);
  });

  it('of a month or a year never enters it before', async () => {
    await jobs(1, `business_now() + interval 'P30D'`, 'null');
    await jobs(1, `business_now() + interval 'P1Y'`, 'null');
    await sweep();
    expect(queue.held.size).toBe(0);
    test.clock.advance(30 * 86_400_000 - 30_000);
    await sweep();
    expect(queue.held.size).toBe(1);
  });

  it('whose due date is moved while it is armed is armed anew, and its old delivery waits with it', async () => {
    const id = await jobs(1, `business_now() + interval '20 seconds'`, 'null');
    await sweep();
    await test.database.query(
      `update job set due_at = business_now() + interval '40 seconds', delivered_at = null where id = $1`,
      [id],
    );
    await sweep();
    expect(queue.of(id).map(({ sequence }) => sequence)).toEqual([1, 2]);
    test.clock.advance(20_000);
    expect(await lease(id)).toBeNull();
    test.clock.advance(20_000);
    expect(await lease(id)).toMatchObject({ id });
  });
});
