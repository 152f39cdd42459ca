import { getInstance, JobHandlerRegistry, JobRunner, rescheduleTimer, startInstance } from '#runtime';
import { testLogger } from '../support/database.js';
import { openTestOffice, type TestOffice } from '../support/office.js';
import { Contender } from './contender.js';
import { delay } from './processes.js';
import { outcomeOf } from './race.js';

const HOUR_MS = 3_600_000;

let office: TestOffice;
beforeAll(async () => {
  office = await openTestOffice({ processes: { 'delay.bpmn': delay } });
});
afterAll(() => office.close());

/** A worker with the due timer of an instance, and an operator who moves that timer to tomorrow. */
async function dueTimer() {
  const { executor, database, as } = office;
  const { instanceId } = await executor.execute(startInstance, { key: 'delay', variables: {} }, as('clerk'));
  const [timer] = await database.query<{ id: string; key: number }>(
    'select id, activity_key as key from job where instance_id = $1',
    [instanceId],
  );
  office.clock.advance(HOUR_MS + 1_000);
  const tomorrow = office.inHours(24);
  const runner = new JobRunner({ executor, handlers: new JobHandlerRegistry([]), logger: testLogger, leaseSeconds: 30 });
  return {
    worker: new Contender('the worker', () => runner.run(timer!.id)),
    operator: new Contender('the operator', () =>
      executor.execute(rescheduleTimer, { instanceId, key: timer!.key, due: tomorrow }, as('admin')),
    ),
    tomorrow,
    status: async () => (await getInstance(database, instanceId)).status,
    dueDates: async () => {
      const jobs = await database.query<{ due: string }>('select due_at as due from job where instance_id = $1', [instanceId]);
      return jobs.map(({ due }) => due);
    },
  };
}

describe('a due timer is moved while a worker has it', () => {
  it('the operator is first: it does not fire now, and waits for the new instant', async () => {
    const { worker, operator, tomorrow, status, dueDates } = await dueTimer();
    // 1. The worker has the timer for the old instant.
    await worker.runTo('job.leased');
    // 2. The operator has moved it and not committed.
    await operator.runTo('command.in-transaction');
    // 3. The worker would fire it and waits for the instance.
    await worker.runToLock(office.database);
    // 4. The operator commits; the worker is refused.
    await operator.finish();
    await worker.finish();
    expect([await status(), await dueDates()]).toEqual(['active', [tomorrow]]);
    // 5. Tomorrow it fires.
    office.clock.advance(24 * HOUR_MS);
    await office.runDueJobs();
    expect(await status()).toBe('completed');
  });

  it('the operator fails: it fires', async () => {
    const { worker, operator, status } = await dueTimer();
    await worker.runTo('job.leased');
    await operator.runTo('command.in-transaction');
    await worker.runToLock(office.database);
    await operator.breakOff();
    await worker.finish();
    expect(await status()).toBe('completed');
  });

  it('the worker is first: it has fired, and the operator is told', async () => {
    const { worker, operator, status, dueDates } = await dueTimer();
    // 1. The worker has fired it and not committed.
    await worker.runTo('job.leased');
    await worker.runTo('command.in-transaction');
    // 2. The operator would move it and waits for the instance.
    await operator.runToLock(office.database);
    // 3. The worker commits.
    await worker.finish();
    // 4. The operator is refused: there is nothing left to move.
    expect(await outcomeOf(operator.finish())).toEqual({ refused: 'runtime.instance-ended' });
    expect([await status(), await dueDates()]).toEqual(['completed', []]);
  });
});
