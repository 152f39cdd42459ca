import { bpmn, sequence, serviceTask } from '../../../../test/support/bpmn-text.js';
import { testLogger } from '../../../../test/support/database.js';
import { eventually } from '../../../../test/support/eventually.js';
import { cancelInstance, type JobContext, type JobHandler, JobHandlerRegistry } from '../index.js';
import { openProcessDesk, type ProcessDesk } from '../testing/process-desk.js';
import { extendLeases } from './extend-leases.command.js';
import { JobRunner } from './job-runner.js';

/** Extended every third of a second. */
const LEASE_SECONDS = 1;

let desk: ProcessDesk;
/** The job whose handler runs, and what lets that end. */
let running: { readonly job: JobContext; end(): void } | undefined;
let delivered: Promise<unknown>;
/** Whether handlers leave off when their signal is raised, as those that hand it to `fetch` do. */
let obedient: boolean;

const waits: JobHandler = {
  topic: 'wait',
  handle: async (job) => {
    await new Promise<void>((resolve, reject) => {
      running = { job, end: resolve };
      job.signal.addEventListener('abort', () => obedient && reject(new DOMException('This operation was aborted', 'AbortError')));
    });
    return {};
  },
};

beforeAll(async () => {
  desk = await openProcessDesk([waits]);
  await desk.deploy({ 'waiting.bpmn': bpmn('waiting', sequence(serviceTask('work', 'wait'), 'work')) });
});
afterAll(() => desk.close());
afterEach(async () => {
  running?.end();
  await delivered;
});

let runner: JobRunner;
const begin = async (): Promise<JobContext> => {
  running = undefined;
  obedient = false;
  const id = await desk.start('waiting');
  const [row] = await desk.database.query<{ id: string }>('select id from job where instance_id = $1', [id]);
  const handlers = new JobHandlerRegistry([waits]);
  runner = new JobRunner({ executor: desk.executor, handlers, logger: testLogger, leaseSeconds: LEASE_SECONDS });
  delivered = runner.run(row!.id);
  return (await eventually(() => running)).job;
};

describe('the signal of a handler', () => {
  it('is not raised while the worker keeps the lease alive, however long it runs', async () => {
    const { jobId, signal } = await begin();
    const lease = async () => {
      const rows = await desk.database.query<{ until: Date; held: boolean }>(
        'select lease_until as until, lease_until > business_now() as held from job where id = $1',
        [jobId],
      );
      return rows[0]!;
    };
    for (let extended = 0; extended < 3; extended++) {
      const { until } = await lease();
      await eventually(async () => (await lease()).until > until);
      expect((await lease()).held).toBe(true);
    }
    expect(signal.aborted).toBe(false);
  });

  it.each([
    [
      'its instance is cancelled',
      ({ instanceId }: JobContext) => desk.executor.execute(cancelInstance, { instanceId, reason: 'x' }, desk.as('it')),
    ],
    [
      'the lease is in other hands',
      ({ jobId }: JobContext) => desk.database.query(`update job set lease_owner = 'other' where id = $1`, [jobId]),
    ],
  ])('is raised when %s', async (_why, happen) => {
    const job = await begin();
    await happen(job);
    await eventually(() => job.signal.aborted);
    expect(job.signal.reason).toMatchObject({ code: 'runtime.lease-lost' });
  });
});

describe('a handler that leaves off when it is told to', () => {
  const jobOf = async ({ jobId }: JobContext) => {
    const [row] = await desk.database.query<{ attempt: number; status: string; owner: string | null; failures: unknown[] }>(
      'select attempt, status, lease_owner as owner, failures from job where id = $1',
      [jobId],
    );
    return row;
  };

  it('because its worker stops has not failed: another worker takes the job at once, as the same attempt', async () => {
    const job = await begin();
    obedient = true;
    runner.abort();
    await delivered;
    expect(await jobOf(job)).toEqual({ attempt: 0, status: 'ready', owner: null, failures: [] });
    const again = new JobRunner({
      executor: desk.executor,
      handlers: new JobHandlerRegistry([{ topic: 'wait', handle: () => Promise.resolve({}) }]),
      logger: testLogger,
      leaseSeconds: LEASE_SECONDS,
    });
    await again.run(job.jobId);
    expect(await jobOf(job)).toBeUndefined();
  });

  it('because its lease is lost leaves the job to who holds it', async () => {
    const job = await begin();
    obedient = true;
    await desk.database.query(`update job set lease_owner = 'other', lease_until = business_now() + interval '1 h' where id = $1`, [job.jobId]);
    await delivered;
    expect(await jobOf(job)).toEqual({ attempt: 1, status: 'ready', owner: 'other', failures: [] });
  });
});

describe('a worker that comes to hold a job again while its older run still ends', () => {
  it('lets the older run neither fail the job nor take the lease of the newer one away', async () => {
    const job = await begin();
    const older = { run: delivered, end: running!.end, signal: job.signal };
    await desk.database.query(`update job set lease_until = business_now() - interval '1 s' where id = $1`, [job.jobId]);
    running = undefined;
    const newer = runner.run(job.jobId);
    const second = await eventually(() => running);
    expect(second.job.attempt).toBe(2);
    older.end();
    await older.run;
    expect(runner.inHand).toEqual([job.jobId]);
    second.end();
    await newer;
    expect(await desk.database.query('select 1 from job where id = $1', [job.jobId])).toEqual([]);
  });
});

describe('extending the leases of a worker', () => {
  it('does not wait for a job that another transaction has, nor call it lost', async () => {
    const [first, second] = [await desk.start('waiting'), await desk.start('waiting')];
    const rows = await desk.database.query<{ id: string; instanceId: string }>(
      `update job set lease_owner = instance_id::text, lease_until = business_now() + interval '1 s'
       where instance_id = any($1) returning id, instance_id as "instanceId"`,
      [[first, second]],
    );
    const leases = rows.map(({ id: jobId, instanceId: owner }) => ({ jobId, owner }));
    const gone = { jobId: leases[0]!.jobId, owner: 'somebody-else' };
    await desk.database.transaction(async (tx) => {
      await tx.execute('select 1 from job where instance_id = $1 for update', [first]);
      const states = await desk.executor.execute(extendLeases, { leases: [...leases, gone], leaseSeconds: 4 }, desk.as('worker'));
      expect(Object.fromEntries(states)).toEqual({ [first]: 'busy', [second]: 'extended', 'somebody-else': 'lost' });
    });
  });
});
