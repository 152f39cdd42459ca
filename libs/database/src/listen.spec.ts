import { setTimeout as pause } from 'node:timers/promises';
import { createTestDatabase, type TestDatabase, testLogger } from '../../../test/support/database.js';
import { eventually } from '../../../test/support/eventually.js';
import { listen } from './listen.js';

let test: TestDatabase;
beforeAll(async () => {
  test = await createTestDatabase();
});
afterAll(() => test.close());

const listeners = async () =>
  (await test.database.query(
    `select 1 from pg_stat_activity where datname = current_database() and application_name = 'congvan-listen'`,
  )).length;

describe('a subscription', () => {
  const received: string[] = [];
  let stands = 0;
  const subscribe = () =>
    listen({
      url: test.url,
      channel: 'news',
      logger: testLogger,
      onNotification: (payload) => received.push(payload),
      onListening: () => stands++,
    });

  it('hears what is committed, and goes on by itself on another connection', async () => {
    const listening = subscribe();
    await eventually(() => stands === 1);
    await test.database.query(`select pg_notify('news', 'first')`);
    await eventually(() => received.includes('first'));
    await test.database.query(
      `select pg_terminate_backend(pid) from pg_stat_activity
       where datname = current_database() and application_name = 'congvan-listen'`,
    );
    await eventually(() => stands === 2);
    await test.database.query(`select pg_notify('news', 'second')`);
    await eventually(() => received.includes('second'));
    await listening.close();
    expect(received).toEqual(['first', 'second']);
  });

  it.each([0, 1, 2, 4, 8, 16])('ends without a warning when it is closed %i ms after it was begun', async (ms) => {
    const warn = jest.spyOn(testLogger, 'warn');
    const listening = subscribe();
    await pause(ms);
    await listening.close();
    await eventually(async () => (await listeners()) === 0);
    const before = stands;
    await pause(50);
    expect([stands, await listeners()]).toEqual([before, 0]);
    expect(warn).not.toHaveBeenCalled();
    warn.mockRestore();
  });
});
