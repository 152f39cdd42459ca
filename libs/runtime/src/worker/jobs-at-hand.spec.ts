import { setTimeout as pause } from 'node:timers/promises';
import type { Delivery } from '#queue';
import { createTestDatabase, type TestDatabase, testLogger } from '../../../../test/support/database.js';
import { createTestExecutor, forgetfulQueue, type TestExecutor } from '../../../../test/support/executor.js';
import { cancelInstance, deployProcesses, getInstance, type JobContext, type JobHandler, JobHandlerRegistry, startInstance } from '../index.js';
import { bpmn, sequence, serviceTask } from '../testing/bpmn-text.js';
import { JobRunner } from './job-runner.js';

let test: TestDatabase;
let desk: TestExecutor;
let runner: JobRunner | undefined;
let published: Delivery[];
/** Handlers that have begun, in order; each waits until the test lets it end. */
let begun: { readonly job: JobContext; end(): void }[];

const waits: JobHandler = {
  topic: 'wait',
  handle: async (job) => {
    await new Promise<void>((resolve) => begun.push({ job, end: resolve }));
    return {};
  },
};
const handlers = [waits, { topic: 'quick', handle: () => Promise.resolve({}) }];
const chain = ['step1', 'step2', 'step3', 'step4', 'step5'];

beforeAll(async () => {
  test = await createTestDatabase();
});
afterAll(() => test.close());

beforeEach(async () => {
  published = [];
  begun = [];
  const queue = { ...forgetfulQueue, publish: async (due: readonly Delivery[]) => void published.push(...due) };
  desk = createTestExecutor(test.database, { handlers, queue });
  const files = {
    'waiting.bpmn': bpmn('waiting', sequence(serviceTask('work', 'wait'), 'work')),
    'chain.bpmn': bpmn('chain', sequence(chain.map((id) => serviceTask(id, 'quick')).join(''), ...chain)),
  };
  const resources = Object.entries(files).map(([name, text]) => ({ name, content: Buffer.from(text) }));
  await desk.executor.execute(deployProcesses, { resources }, desk.as('designer'));
});
afterEach(async () => {
  for (const { end } of begun) end();
  await runner?.drain();
});

/** Puts a worker beside the commands. */
function attach(concurrency: number, leaseSeconds = 30): void {
  const options = { executor: desk.executor, handlers: new JobHandlerRegistry(handlers), logger: testLogger };
  runner = new JobRunner({ ...options, leaseSeconds, concurrency });
  desk.executor.attach(runner);
}

const start = async (key: string) =>
  (await desk.executor.execute(startInstance, { key, variables: {} }, desk.as('vanthu'))).instanceId;
const handlersBegun = async (count: number) => {
  while (begun.length < count) await pause(5);
};
const status = async (instanceId: string) => (await getInstance(test.database, instanceId)).status;
const jobOf = async (instanceId: string) => {
  const rows = await test.database.query<{ id: string; leased: boolean; attempt: number }>(
    `select id, lease_owner is not null as leased, attempt from job where instance_id = $1`,
    [instanceId],
  );
  return rows[0];
};
const ended = async (instanceId: string) => {
  while ((await status(instanceId)) === 'active') await pause(5);
};

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

  it('leads on to the next jobs of its chain in the same place', async () => {
    attach(1);
    const id = await start('chain');
    await ended(id);
    expect(published).toEqual([]);
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

  it('does not let a chain keep the place from those who wait for it', async () => {
    attach(1);
    await start('waiting');
    await handlersBegun(1);
    const other = await start('waiting');
    const waiting = runner!.run((await jobOf(other))!.id);
    begun[0]!.end();
    await handlersBegun(2);
    expect(begun[1]!.job.instanceId).toBe(other);
    begun[1]!.end();
    await waiting;
  });
});

describe('the signal of a handler', () => {
  it('is not raised while the worker keeps the lease alive, however long it runs', async () => {
    attach(1, 1);
    const id = await start('waiting');
    await handlersBegun(1);
    await pause(1_600);
    expect(begun[0]!.job.signal.aborted).toBe(false);
    expect(await jobOf(id)).toMatchObject({ leased: true });
    const [row] = await test.database.query<{ held: boolean }>('select lease_until > business_now() as held from job where instance_id = $1', [id]);
    expect(row).toEqual({ held: true });
  });

  it.each([
    ['its instance is cancelled', (id: string) => desk.executor.execute(cancelInstance, { instanceId: id, reason: 'x' }, desk.as('it'))],
    ['the lease is in other hands', (id: string) => test.database.query(`update job set lease_owner = 'other' where instance_id = $1`, [id])],
  ])('is raised when %s', async (_why, happen) => {
    attach(1, 1);
    const id = await start('waiting');
    await handlersBegun(1);
    const { signal } = begun[0]!.job;
    await happen(id);
    while (!signal.aborted) await pause(10);
    expect(signal.reason).toMatchObject({ code: 'runtime.lease-lost' });
  });
});
