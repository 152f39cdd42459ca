import { bpmn, sequence, serviceTask } from '../../../../test/support/bpmn-text.js';
import { testLogger } from '../../../../test/support/database.js';
import { eventually } from '../../../../test/support/eventually.js';
import { cancelInstance, type JobContext, type JobHandler, JobHandlerRegistry } from '../index.js';
import { openProcessDesk, type ProcessDesk } from '../testing/process-desk.js';
import { JobRunner } from './job-runner.js';

/** Extended every third of a second. */
const LEASE_SECONDS = 1;

let desk: ProcessDesk;
/** The job whose handler runs, and what lets that end. */
let running: { readonly job: JobContext; end(): void } | undefined;
let delivered: Promise<unknown>;

const waits: JobHandler = {
  topic: 'wait',
  handle: async (job) => {
    await new Promise<void>((resolve) => (running = { job, end: resolve }));
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

const begin = async (): Promise<JobContext> => {
  running = undefined;
  const id = await desk.start('waiting');
  const [row] = await desk.database.query<{ id: string }>('select id from job where instance_id = $1', [id]);
  const handlers = new JobHandlerRegistry([waits]);
  const runner = new JobRunner({ executor: desk.executor, handlers, logger: testLogger, leaseSeconds: LEASE_SECONDS });
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
