import { getInstance, type JobHandler, JobHandlerRegistry, JobRunner, modifyInstance, resumeInstance, startInstance, suspendInstance } from '#runtime';
import { testLogger } from '../support/database.js';
import { bpmn, sequence, serviceTask, userTask } from '../support/bpmn-text.js';
import { openTestOffice, type TestOffice } from '../support/office.js';
import { Contender } from './contender.js';
import { withAllItsLocks } from './with-all-its-locks.js';

const handler: JobHandler = { topic: 'book', handle: () => Promise.resolve({}) };
const booking = bpmn('booking', sequence(userTask('check') + serviceTask('book', 'book'), 'check', 'book'));

let office: TestOffice;
beforeAll(async () => {
  office = await openTestOffice({ handlers: [handler], processes: { 'booking.bpmn': booking } });
});
afterAll(() => office.close());

/** A suspended instance with a job that came up since, the delivery of this job, and whoever resumes the instance. */
async function suspendedWithJob() {
  const { executor, database, as } = office;
  const { instanceId } = await executor.execute(startInstance, { key: 'booking', variables: {} }, as('clerk'));
  await executor.execute(suspendInstance, { instanceId, timers: 'keep-due', reason: 'checked' }, as('it'));
  const instructions = [{ type: 'cancelAll', element: 'check' }, { type: 'startBefore', element: 'book' }] as const;
  await executor.execute(modifyInstance, { instanceId, reason: 'skips the check', instructions }, as('it'));
  const [job] = await database.query<{ id: string }>('select id from job where instance_id = $1', [instanceId]);
  const handlers = new JobHandlerRegistry([handler]);
  const worker = new JobRunner({ executor, handlers, logger: testLogger, leaseSeconds: 30 });
  return {
    instanceId,
    delivery: new Contender('delivery', () => worker.run(job!.id)),
    resuming: new Contender('resuming', () => executor.execute(withAllItsLocks(resumeInstance), { instanceId }, as('it'))),
    statusOfJob: async () => (await database.query<{ status: string }>('select status from job where id = $1', [job!.id]))[0]?.status,
  };
}

async function runsToItsEnd(instanceId: string): Promise<void> {
  await office.runDueJobs();
  expect((await getInstance(office.database, instanceId)).status).toBe('completed');
}

describe('a job that a worker lays aside while its instance is resumed', () => {
  it('is not laid aside where the resuming came first, and comes again at once', async () => {
    const { instanceId, delivery, resuming } = await suspendedWithJob();
    // 1. The instance is resumed, and nobody else can know it yet.
    await resuming.runTo('command.in-transaction');
    // 2. The worker sees it suspended still, and waits for it.
    await delivery.runToLock(office.database);
    // 3. It is resumed now.
    await resuming.finish();
    expect(await delivery.finish()).toEqual({ tooEarlyByMs: 0 });
    await runsToItsEnd(instanceId);
  });

  it('is taken up again where the worker came first', async () => {
    const { instanceId, delivery, resuming, statusOfJob } = await suspendedWithJob();
    // 1. The worker finds it suspended, and has laid the job aside.
    expect(await delivery.finish()).toBeUndefined();
    expect(await statusOfJob()).toBe('suspended');
    // 2. The resuming finds the job.
    await resuming.finish();
    await runsToItsEnd(instanceId);
  });
});
