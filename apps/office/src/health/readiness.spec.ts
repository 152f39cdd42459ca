import type { Database } from '#database';
import type { DeliveryQueue } from '#queue';
import { createTestDatabase, type TestDatabase } from '../../../../test/support/database.js';
import { Stopping } from '../stopping/stopping.js';
import { Readiness } from './readiness.js';

const answers = { ping: () => Promise.resolve() };
const refuses = { ping: () => Promise.reject(new Error('connection refused')) };
const isSilent = { query: () => new Promise<never>(() => {}) };
const up = (name: string, needed: boolean) => ({ name, needed, state: 'up' });

let test: TestDatabase;
beforeAll(async () => (test = await createTestDatabase()));
afterAll(() => test.close());

const readinessOf = (database: object, queue: object, stopping = new Stopping()) =>
  new Readiness(database as Database, queue as DeliveryQueue, stopping);

describe('readiness', () => {
  it('tells each part while all work', async () => {
    const health = await readinessOf(test.database, answers).check();
    expect(health).toEqual({ status: 'ready', parts: [up('database', true), up('queue', false)] });
  });

  it('holds without the queue, whose work the sweep hands over later', async () => {
    const health = await readinessOf(test.database, refuses).check();
    expect(health.status).toBe('degraded');
    expect(health.parts).toContainEqual({ name: 'queue', needed: false, state: 'down', problem: 'does not answer' });
  });

  it('ends when Postgres stays silent, and names every part', async () => {
    await expect(readinessOf(isSilent, answers).check()).rejects.toMatchObject({
      code: 'health.not-ready',
      kind: 'transient',
      findings: [
        { where: 'database', what: 'does not answer in time', code: 'down' },
        { where: 'queue', what: 'works', code: 'up' },
      ],
    });
  });

  it('asks once for all who ask meanwhile', async () => {
    let asked = 0;
    const counting = {
      query: async (sql: string) => {
        asked++;
        return test.database.query(sql);
      },
    };
    const readiness = readinessOf(counting, answers);
    await Promise.all([readiness.check(), readiness.check(), readiness.check()]);
    expect(asked).toBe(1);
    await readiness.check();
    expect(asked).toBe(2);
  });

  it('ends for a part that a module brings and needs, with what is wrong with it', async () => {
    const readiness = readinessOf(test.database, answers);
    readiness.add({ name: 'worker', needed: true, check: () => Promise.resolve('takes nothing') });
    expect((await readiness.health()).parts).toContainEqual({
      name: 'worker',
      needed: true,
      state: 'down',
      problem: 'takes nothing',
    });
    await expect(readiness.check()).rejects.toMatchObject({ code: 'health.not-ready' });
  });

  it('ends when the process begins to stop, before anything is closed', async () => {
    const stopping = new Stopping();
    const readiness = readinessOf(test.database, answers, stopping);
    void stopping.announce(60);
    expect(stopping.signal.aborted).toBe(false);
    await expect(readiness.check()).rejects.toMatchObject({ findings: [{ where: 'process', what: 'is stopping' }] });
    await stopping.announce(0);
    expect(stopping.signal.aborted).toBe(true);
  });

  it('holds on a schema that a newer program has added to, and ends on one that lacks what this program needs', async () => {
    const office = await createTestDatabase();
    try {
      const readiness = readinessOf(office.database, answers);
      await office.database.query(`insert into migration (timestamp, name) values (1900000000000, 'Newer1900000000000')`);
      expect((await readiness.check()).status).toBe('ready');
      await office.database.query(`delete from migration where name = 'Suspension1700000000007'`);
      await expect(readiness.check()).rejects.toMatchObject({
        findings: [{ where: 'database', what: expect.stringContaining('Suspension1700000000007') }, { where: 'queue' }],
      });
    } finally {
      await office.close();
    }
  });
});
