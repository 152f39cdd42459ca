import type { DeliveryQueue } from '#queue';
import { createTestExecutor } from '../../../../test/support/executor.js';
import { forgetfulQueue } from '../../../../test/support/queues.js';
import { openTestOffice, type TestOffice } from '../../../../test/support/office.js';
import type { Command } from '../index.js';

let office: TestOffice;
beforeAll(async () => {
  office = await openTestOffice();
  // Committing takes a while, so that whoever looks before the commit sees nothing.
  await office.database.query(`
    create table shelf (item text not null);
    create function take_a_while() returns trigger language plpgsql as $$ begin perform pg_sleep(0.1); return null; end $$;
    create constraint trigger slow_commit after insert on shelf deferrable initially deferred
      for each row execute function take_a_while()`);
});
afterAll(() => office.close());

const put: Command<string, void> = {
  name: 'test.put',
  run: async (context, item) => {
    await context.tx.execute('insert into shelf values ($1)', [item]);
    context.audit({ subject: 'shelf', subjectId: item });
  },
};
const shelf = async () => (await office.database.query<{ item: string }>('select item from shelf')).map(({ item }) => item);
const trail = (subjectId: string) =>
  office.database.query('select action, actor from audit_entry where subject_id = $1', [subjectId]);

describe('a command', () => {
  it('that leaves no audit entry is rolled back', async () => {
    const silent: Command<string, void> = {
      name: 'test.silent',
      run: async (context, item) => void (await context.tx.execute('insert into shelf values ($1)', [item])),
    };
    await expect(office.executor.execute(silent, 'secret', office.as('lan'))).rejects.toMatchObject({
      code: 'runtime.unaudited-command',
    });
    expect(await shelf()).not.toContain('secret');
  });

  it('may say that there was nothing to change', async () => {
    const idle: Command<void, void> = { name: 'test.idle', run: async (context) => context.nothingChanged() };
    await expect(office.executor.execute(idle, undefined, office.as('lan'))).resolves.toBeUndefined();
  });

  it('hands deliveries to the queue after the commit, and none when it fails', async () => {
    const seen: unknown[] = [];
    let published: () => void;
    const done = new Promise<void>((resolve) => (published = resolve));
    const queue: DeliveryQueue = {
      ...forgetfulQueue,
      publish: async (deliveries) => {
        seen.push(deliveries.map(({ jobId }) => jobId), await shelf());
        published();
      },
    };
    const { executor } = createTestExecutor(office.database, { queue });
    const delivering: Command<{ item: string; fails: boolean }, void> = {
      name: 'test.delivering',
      run: async (context, { item, fails }) => {
        await context.run(put, item);
        context.deliver([{ jobId: item, sequence: 1, delayMs: 0, lane: 'work' }]);
        if (fails) throw new Error('failed');
      },
    };
    await expect(executor.execute(delivering, { item: 'never', fails: true }, office.as('lan'))).rejects.toThrow('failed');
    await executor.execute(delivering, { item: 'job', fails: false }, office.as('lan'));
    await done;
    expect(seen).toEqual([['job'], ['job']]);
  });

  it('that runs another is one transaction with it, each under its own name in the audit trail', async () => {
    const putTwo: Command<string, void> = {
      name: 'test.put-two',
      run: async (context, item) => {
        await context.run(put, item);
        context.audit({ subject: 'shelf', subjectId: item });
      },
    };
    await office.executor.execute(putTwo, 'pair', office.as('lan'));
    expect(await trail('pair')).toEqual([
      { action: 'test.put', actor: 'lan' },
      { action: 'test.put-two', actor: 'lan' },
    ]);

    const changesMind: Command<void, void> = {
      name: 'test.changes-mind',
      run: async (context) => {
        await context.run(put, 'lost');
        throw new Error('changed my mind');
      },
    };
    await expect(office.executor.execute(changesMind, undefined, office.as('lan'))).rejects.toThrow('changed my mind');
    expect([await shelf(), await trail('lost')]).toEqual([['job', 'pair'], []]);
  });

  it('goes on behind a part that fails and of which nothing is left: no row, no entry in the trail, no delivery', async () => {
    const published: string[] = [];
    const queue: DeliveryQueue = {
      ...forgetfulQueue,
      publish: async (deliveries) => void published.push(...deliveries.map(({ jobId }) => jobId)),
    };
    const { executor } = createTestExecutor(office.database, { queue });
    const trying: Command<readonly string[], void> = {
      name: 'test.trying',
      run: async (context, failing) => {
        const deliver = (jobId: string) => context.deliver([{ jobId, sequence: 1, delayMs: 0, lane: 'work' }]);
        for (const item of failing) {
          const part = context.withSavepoint(async () => {
            await context.run(put, item);
            deliver(item);
            context.nothingChanged();
            throw new Error('failed');
          });
          await expect(part).rejects.toThrow('failed');
        }
        await context.tx.execute(`insert into shelf values ('rest')`);
        deliver('rest');
        if (failing.length === 1) context.audit({ subject: 'shelf', subjectId: 'rest' });
      },
    };
    await executor.execute(trying, ['broken'], office.as('lan'));
    expect([published, await trail('broken'), await trail('rest')]).toEqual([['rest'], [], [{ action: 'test.trying', actor: 'lan' }]]);
    expect(await shelf()).not.toContain('broken');
    await expect(executor.execute(trying, ['one', 'two'], office.as('lan'))).rejects.toMatchObject({ code: 'runtime.unaudited-command' });
  });
});
