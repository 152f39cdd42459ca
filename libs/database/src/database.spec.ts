import { MovableClock } from '#foundation';
import { createTestDatabase, type TestDatabase, testLogger } from '../../../test/support/database.js';
import { Database } from './database.js';
import { migrations } from './migrations/index.js';

let test: TestDatabase;
beforeAll(async () => {
  test = await createTestDatabase();
  await test.database.query('create table box (id int primary key, content int not null)');
});
afterAll(() => test.close());

const now = async () => Date.parse(await test.database.transaction((tx) => Promise.resolve(tx.now)));

describe('a transaction', () => {
  it('keeps nothing of its work when the work fails, and does not call back', async () => {
    const called: string[] = [];
    const failing = test.database.transaction(async (tx) => {
      await tx.execute('insert into box values (1, 1)');
      tx.afterCommit(() => called.push('after'));
      throw new Error('changed my mind');
    });
    await expect(failing).rejects.toThrow('changed my mind');
    expect(await test.database.query('select * from box where id = 1')).toEqual([]);
    expect(called).toEqual([]);
  });

  it('calls back after the commit, when others can see the rows', async () => {
    const seen = await new Promise<unknown[]>((resolve) => {
      void test.database.transaction(async (tx) => {
        await tx.execute('insert into box values (2, 7)');
        tx.afterCommit(() => void test.database.query('select content from box where id = 2').then(resolve));
      });
    });
    expect(seen).toEqual([{ content: 7 }]);
  });

  it('goes on behind work that fails, of which it keeps nothing: not what was written, not what was left for later', async () => {
    const left = (id: number) => ({ sql: 'insert into box values ($1, 0)', parameters: [id] });
    const refused: string[] = [];
    await test.database.transaction(async (tx) => {
      const tried = (work: () => Promise<unknown>) => tx.withSavepoint(work).catch((error: Error) => refused.push(error.message));
      tx.later(left(300));
      await tried(async () => {
        await tx.execute('insert into box values (301, 0)');
        tx.later(left(302));
        throw new Error('in the middle');
      });
      await tried(() => {
        tx.later(left(303));
        throw new Error('before anything went out');
      });
      await tried(async () => tx.later(left(300)));
      await tried(async () => tx.later(left(304)));
      await tried(() => tx.query('select 1'));
      tx.later(left(305));
    });
    expect(refused).toEqual(['in the middle', 'before anything went out', expect.stringContaining('duplicate key')]);
    expect(await test.database.query('select id from box where id between 300 and 305 order by id')).toEqual(
      [300, 304, 305].map((id) => ({ id })),
    );
  });

  it('is repeated when Postgres breaks a real deadlock, and both sides get through', async () => {
    await test.database.query('insert into box values (10, 0), (11, 0)');
    let attempts = 0;
    let bothHoldOne: () => void;
    const holding = new Promise<void>((resolve) => (bothHoldOne = resolve));
    let holders = 0;
    const take = (first: number, second: number) =>
      test.database.transaction(async (tx) => {
        attempts++;
        await tx.execute('update box set content = content + 1 where id = $1', [first]);
        if (++holders === 2) bothHoldOne();
        await holding;
        await tx.execute('update box set content = content + 1 where id = $1', [second]);
      });
    await Promise.all([take(10, 11), take(11, 10)]);
    expect(attempts).toBeGreaterThan(2);
    expect(await test.database.query('select content from box where id in (10, 11)')).toEqual([
      { content: 2 },
      { content: 2 },
    ]);
  });

  it('gives rows as plain JSON: instants in ISO 8601 UTC, dates as text, bigint as number', async () => {
    const [row] = await test.database.query(
      `select '2026-11-21 08:30:00.25+07'::timestamptz as at, '2026-11-21'::date as day, 12::bigint as count where $1`,
      [true],
    );
    expect(row).toEqual({ at: '2026-11-21T01:30:00.250Z', day: '2026-11-21', count: 12 });
  });
});

describe('a connection that is lost in the middle of a transaction', () => {
  it('fails that transaction and nothing else', async () => {
    const failing = test.database.transaction(async (tx) => {
      const [{ pid }] = (await tx.query<{ pid: number }>('select pg_backend_pid() as pid')) as [{ pid: number }];
      await test.database.query('select pg_terminate_backend($1)', [pid]);
      await new Promise((resolve) => setTimeout(resolve, 100)); // the loss arrives while nothing is asked
      await tx.execute('insert into box values (99, 1)');
    });
    await expect(failing).rejects.toThrow();
    expect(await test.database.query('select 1 from box where id = 99')).toEqual([]);
  });
});

describe('business time', () => {
  it('is the clock of the database, moved by the clock of the test', async () => {
    const before = await now();
    test.clock.advance(3 * 86_400_000);
    const days = (await now() - before) / 86_400_000;
    expect(Math.floor(days)).toBe(3);
    const [row] = await test.database.query<{ now: string }>('select business_now() as now');
    expect(Date.parse(row!.now) - before).toBeGreaterThan(2.9 * 86_400_000);
  });
});

describe('migrations', () => {
  it('are done once when many start at once on an empty database', async () => {
    const empty = await createTestDatabase({ empty: true });
    const starters = await Promise.all(
      Array.from({ length: 6 }, () =>
        Database.connect({ url: empty.url, poolSize: 2, logger: testLogger, clock: new MovableClock() }),
      ),
    );
    try {
      await Promise.all(starters.map((starter) => starter.migrate()));
      const [row] = await empty.database.query<{ done: number; twice: number }>(
        'select count(*) as done, count(*) - count(distinct name) as twice from migration',
      );
      expect(row).toEqual({ done: migrations.length, twice: 0 });
    } finally {
      await Promise.all(starters.map((starter) => starter.close()));
      await empty.close();
    }
  });
});

describe('a server that is not there', () => {
  it('is reported as unavailable, with what Postgres or the system said', async () => {
    const refused = Database.connect({ url: 'postgres://x:x@127.0.0.1:1/x', poolSize: 2, logger: testLogger });
    await expect(refused).rejects.toMatchObject({ code: 'database.unavailable', message: expect.stringContaining('ECONNREFUSED') });
  });
});

describe('a connection that is cut', () => {
  const cut = 'select pg_terminate_backend(pg_backend_pid())';

  it('before the commit lets the transaction begin again on another one', async () => {
    let attempts = 0;
    const done = await test.database.transaction(async (tx) => {
      await tx.execute('insert into box values ($1, 0)', [200]);
      if (++attempts === 1) await tx.query(cut);
      return 'done';
    });
    expect([done, attempts]).toEqual(['done', 2]);
    expect(await test.database.query('select id from box where id = 200')).toHaveLength(1);
  });

  it('during the commit leaves it to the caller to look, for a repetition might do all twice', async () => {
    let attempts = 0;
    const unknown = test.database.transaction((tx) => {
      attempts++;
      tx.later({ sql: cut });
      return Promise.resolve();
    });
    await expect(unknown).rejects.toMatchObject({ code: 'database.commit-unknown', kind: 'transient' });
    expect(attempts).toBe(1);
  });
});

describe('a statement that takes longer than it may', () => {
  it('is told as that, also where it went out with the commit: nothing was committed', async () => {
    const hasty = await Database.connect({ url: test.url, poolSize: 1, statementMs: 100, logger: testLogger, clock: new MovableClock() });
    const late = hasty.transaction((tx) => {
      tx.later({ sql: 'select pg_sleep(5)' });
      return Promise.resolve();
    });
    await expect(late).rejects.toMatchObject({ code: '57014' });
    await hasty.close();
  });
});

describe('a savepoint within a savepoint', () => {
  it('that was rolled back takes nothing of what the outer one undoes', async () => {
    await test.database.transaction(async (tx) => {
      const outer = tx.withSavepoint(async () => {
        await tx.execute('insert into box values (500, 0)');
        await tx.withSavepoint(() => tx.execute('insert into box values (500, 0)')).catch(() => undefined);
        throw new Error('the outer one fails');
      });
      await expect(outer).rejects.toThrow('the outer one fails');
    });
    expect(await test.database.query('select id from box where id = 500')).toEqual([]);
  });
});

describe('work that goes on after a statement has failed', () => {
  it('is not told that it was committed, for Postgres has rolled it back', async () => {
    const careless = test.database.transaction(async (tx) => {
      await tx.execute('insert into box values (400, 1)');
      await tx.query('select 1 / 0').catch(() => undefined);
    });
    await expect(careless).rejects.toMatchObject({ code: 'database.commit-refused' });
    expect(await test.database.query('select 1 from box where id = 400')).toEqual([]);
  });
});
