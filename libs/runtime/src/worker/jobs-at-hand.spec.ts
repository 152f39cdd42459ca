import type { Delivery } from '#queue';
import { bpmn, sequence, serviceTask } from '../../../../test/support/bpmn-text.js';
import { createTestDatabase, type TestDatabase, testLogger } from '../../../../test/support/database.js';
import { eventually } from '../../../../test/support/eventually.js';
import { createTestExecutor, type TestExecutor } from '../../../../test/support/executor.js';
import { forgetfulQueue } from '../../../../test/support/queues.js';
import { deployProcesses, getInstance, type JobContext, type JobHandler, JobHandlerRegistry, startInstance } from '../index.js';
import { JobRunner } from './job-runner.js';

let test: TestDatabase;
let desk: TestExecutor;
let runner: JobRunner | undefined;
/** The run of a job that the queue has brought. */
let delivered: Promise<unknown> | undefined;
let published: Delivery[];
/** Handlers that have begun, in order; each waits until the test lets it end. */
let begun: { readonly job: JobContext; end(): void }[];
let isTestOver: boolean;

const waits: JobHandler = {
  topic: 'wait',
  handle: async (job) => {
    if (!isTestOver) await new Promise<void>((resolve) => begun.push({ job, end: resolve }));
    return {};
  },
};
const chain = ['step1', 'step2', 'step3'];

beforeAll(async () => {
  test = await createTestDatabase();
});
afterAll(() => test.close());

beforeEach(async () => {
  published = [];
  begun = [];
  isTestOver = false;
  const queue = { ...forgetfulQueue, publish: async (due: readonly Delivery[]) => void published.push(...due) };
  desk = createTestExecutor(test.database, { handlers: [waits], queue });
  const files = {
    'waiting.bpmn': bpmn('waiting', sequence(serviceTask('work', 'wait'), 'work')),
    'chain.bpmn': bpmn('chain', sequence(chain.map((id) => serviceTask(id, 'wait')).join(''), ...chain)),
  };
  const resources = Object.entries(files).map(([name, text]) => ({ name, content: Buffer.from(text) }));
  await desk.executor.execute(deployProcesses, { resources }, desk.as('designer'));
});
afterEach(async () => {
  jest.restoreAllMocks();
  isTestOver = true;
  for (const { end } of begun) end();
  await runner?.drain();
  await delivered;
});

/** Puts a worker beside the commands. */
function attach(concurrency: number): void {
  const options = { executor: desk.executor, handlers: new JobHandlerRegistry([waits]), logger: testLogger };
  runner = new JobRunner({ ...options, leaseSeconds: 30, concurrency });
  desk.executor.attach(runner);
}

const start = async (key: string) =>
  (await desk.executor.execute(startInstance, { key, variables: {} }, desk.as('vanthu'))).instanceId;
const handlersBegun = (count: number) => eventually(() => begun.length >= count);
const status = async (instanceId: string) => (await getInstance(test.database, instanceId)).status;
const jobOf = async (instanceId: string) => {
  const rows = await test.database.query<{ id: string; leased: boolean; attempt: number }>(
    `select id, lease_owner is not null as leased, attempt from job where instance_id = $1`,
    [instanceId],
  );
  return rows[0];
};
const ended = (instanceId: string) => eventually(async () => (await status(instanceId)) !== 'active');

describe('a job made where a worker has a free place', () => {
  it('is run there without the queue, as its first attempt', async () => {
    attach(2);
    const id = await start('waiting');
    await handlersBegun(1);
    expect(begun[0]!.job).toMatchObject({ instanceId: id, attempt: 1, elementId: 'work' });
    expect(await jobOf(id)).toMatchObject({ id: begun[0]!.job.jobId, leased: true, attempt: 1 });
    expect(published).toEqual([]);
    begun[0]!.end();
    await ended(id);
    expect(await status(id)).toBe('completed');
  });

  it('goes to the queue when every place is taken, or the worker is about to stop', async () => {
    attach(1);
    await start('waiting');
    await handlersBegun(1);
    const second = await start('waiting');
    expect(await jobOf(second)).toMatchObject({ leased: false, attempt: 0 });
    begun[0]!.end();
    await runner!.drain();
    const third = await start('waiting');
    expect(await jobOf(third)).toMatchObject({ leased: false, attempt: 0 });
    expect(published).toHaveLength(2);
  });

  it('is never run when its transaction is rolled back, and its place is free again', async () => {
    attach(1);
    const failing = desk.executor.execute(
      {
        name: 'test.fails',
        run: async (context) => {
          await context.run(startInstance, { key: 'waiting', variables: {} });
          throw new Error('changed my mind');
        },
      },
      undefined,
      desk.as('vanthu'),
    );
    await expect(failing).rejects.toThrow('changed my mind');
    const id = await start('waiting');
    await handlersBegun(1);
    expect(begun.map(({ job }) => job.instanceId)).toEqual([id]);
  });
});

describe('a chain of jobs', () => {
  let monotonicTime: jest.SpyInstance;
  beforeEach(() => (monotonicTime = jest.spyOn(performance, 'now').mockReturnValue(0)));
  /** Lets the first handler of a chain that has the only place end so many milliseconds after it began. */
  const endFirstAfter = async (milliseconds: number) => {
    attach(1);
    const id = await start('chain');
    await handlersBegun(1);
    monotonicTime.mockReturnValue(milliseconds);
    begun[0]!.end();
    return id;
  };

  it('goes on in its place without the queue, so that quick jobs are not torn apart', async () => {
    const id = await endFirstAfter(50);
    await handlersBegun(2);
    expect(begun[1]!.job).toMatchObject({ instanceId: id, elementId: 'step2' });
    expect(published).toEqual([]);
  });

  it('leaves the place to others when its moment is over, and comes back by the queue', async () => {
    const id = await endFirstAfter(150);
    await eventually(() => published.length === 1);
    const next = await jobOf(id);
    expect(next).toMatchObject({ id: published[0]!.jobId, leased: false });
    expect(begun).toHaveLength(1);
    const other = await eventually(() => start('waiting'));
    await handlersBegun(2);
    expect(begun[1]!.job.instanceId).toBe(other);
  });

  it('of a delivered job leaves the places of the jobs at hand free', async () => {
    attach(1);
    desk.executor.attach(undefined);
    const id = await start('waiting');
    desk.executor.attach(runner);
    delivered = runner!.run((await jobOf(id))!.id);
    await handlersBegun(1);
    const other = await start('waiting');
    await handlersBegun(2);
    expect(begun[1]!.job.instanceId).toBe(other);
  });
});
