import {
  cancelInstance,
  cancelJob,
  getInstance,
  type JobHandler,
  PermanentFailure,
  resolveJob,
  retryJob,
  setVariables,
  startInstance,
} from '#runtime';
import { openTestOffice, type TestOffice } from '../support/office.js';
import { services, WORK_TOPIC } from './processes.js';
import { runRace } from './race.js';

const failing: JobHandler = {
  topic: WORK_TOPIC,
  handle: async () => {
    throw new PermanentFailure('no such register');
  },
};

let office: TestOffice;
beforeAll(async () => {
  office = await openTestOffice({ handlers: [failing], processes: { 'services.bpmn': services } });
});
afterAll(() => office.close());

/** What operators may do with an instance whose first job has failed, and what has become of it. */
async function failedJob() {
  const { executor, database, as } = office;
  const { instanceId } = await executor.execute(startInstance, { key: 'services', variables: {} }, as('clerk'));
  await office.runDueJobs();
  const [job] = await database.query<{ id: string }>(`select id from job where instance_id = $1 and status = 'failed'`, [instanceId]);
  const jobId = job!.id;
  return {
    retry: () => executor.execute(retryJob, { jobId }, as('admin')),
    resolve: () => executor.execute(resolveJob, { jobId, output: { done: 'by hand' }, reason: 'test' }, as('admin')),
    cancelJob: () => executor.execute(cancelJob, { jobId, reason: 'test' }, as('admin')),
    cancel: () => executor.execute(cancelInstance, { instanceId, reason: 'test' }, as('admin')),
    setVariables: () => executor.execute(setVariables, { instanceId, variables: { register: 'new' } }, as('admin')),
    look: async () => ({
      status: (await getInstance(database, instanceId)).status,
      jobs: await database.query('select element_id as element, status from job where instance_id = $1', [instanceId]),
    }),
  };
}

const RETRIED = { status: 'active', jobs: [{ element: 'one', status: 'ready' }] };
const RESOLVED = { status: 'active', jobs: [{ element: 'two', status: 'ready' }] };
const CANCELLED = { status: 'cancelled', jobs: [] };
const NOT_FAILED = { refused: 'runtime.job-not-failed' };
const GONE = { refused: 'runtime.job-not-found' };

describe('two operators at one failed job', () => {
  it('retry it: the second is told that it is attempted already', async () => {
    const { retry, look } = await failedJob();
    expect((await runRace(office.database, { first: retry, second: retry }))[1]).toEqual(NOT_FAILED);
    expect(await look()).toEqual(RETRIED);
  });

  it('retry it, and the first fails: the second retries it', async () => {
    const { retry, look } = await failedJob();
    await runRace(office.database, { first: retry, second: retry, firstFails: true });
    expect(await look()).toEqual(RETRIED);
  });

  it('retry it, then resolve it: it is attempted', async () => {
    const { retry, resolve, look } = await failedJob();
    expect((await runRace(office.database, { first: retry, second: resolve }))[1]).toEqual(NOT_FAILED);
    expect(await look()).toEqual(RETRIED);
  });

  it('resolve it, then retry it: the case has gone on', async () => {
    const { retry, resolve, look } = await failedJob();
    expect((await runRace(office.database, { first: resolve, second: retry }))[1]).toEqual(GONE);
    expect(await look()).toEqual(RESOLVED);
  });

  it('resolve it: the case goes on once', async () => {
    const { resolve, look } = await failedJob();
    expect((await runRace(office.database, { first: resolve, second: resolve }))[1]).toEqual(GONE);
    expect(await look()).toEqual(RESOLVED);
  });

  it('cancel it, then retry it: it is gone', async () => {
    const { retry, cancelJob, look } = await failedJob();
    expect((await runRace(office.database, { first: cancelJob, second: retry }))[1]).toEqual(GONE);
    expect(await look()).toEqual(CANCELLED);
  });

  it('retry it, then cancel it: it is attempted', async () => {
    const { retry, cancelJob, look } = await failedJob();
    expect((await runRace(office.database, { first: retry, second: cancelJob }))[1]).toEqual(NOT_FAILED);
    expect(await look()).toEqual(RETRIED);
  });
});

describe('a failed job and its instance', () => {
  it('is cancelled with it, then retried: it is gone', async () => {
    const { retry, cancel, look } = await failedJob();
    expect((await runRace(office.database, { first: cancel, second: retry }))[1]).toEqual(GONE);
    expect(await look()).toEqual(CANCELLED);
  });

  it('is retried, then cancelled with it: nothing is left to be attempted', async () => {
    const { retry, cancel, look } = await failedJob();
    await runRace(office.database, { first: retry, second: cancel });
    expect(await look()).toEqual(CANCELLED);
  });

  it.each([
    ['then', false],
    ['before', true],
  ])('is retried, %s variables are set: both hold', async (_order, turned) => {
    const { retry, setVariables, look } = await failedJob();
    const [first, second] = turned ? [setVariables, retry] : [retry, setVariables];
    await runRace(office.database, { first, second });
    expect(await look()).toEqual(RETRIED);
  });
});
