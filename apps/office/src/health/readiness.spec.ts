import type { Database } from '#database';
import type { DeliveryQueue } from '#queue';
import { Readiness } from './readiness.js';

const answers = { ping: () => Promise.resolve() };
const refuses = { ping: () => Promise.reject(new Error('connection refused')) };
const isSilent = { ping: () => new Promise<void>(() => {}) };

const readinessOf = (database: object, queue: object) => new Readiness(database as Database, queue as DeliveryQueue);

describe('readiness', () => {
  it('holds while Postgres and the queue answer', async () => {
    await expect(readinessOf(answers, answers).check()).resolves.toBeUndefined();
  });

  it('names every server that refuses or stays silent', async () => {
    const check = readinessOf(refuses, isSilent).check();
    await expect(check).rejects.toMatchObject({
      code: 'health.not-ready',
      findings: [
        { where: 'database', what: 'does not answer' },
        { where: 'queue', what: 'does not answer' },
      ],
    });
  });

  it('ends when the process begins to stop, before anything is closed', async () => {
    const readiness = readinessOf(answers, answers);
    readiness.beforeApplicationShutdown();
    await expect(readiness.check()).rejects.toMatchObject({ findings: [{ where: 'process' }] });
  });
});
