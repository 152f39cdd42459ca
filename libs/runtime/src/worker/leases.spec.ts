import { setTimeout as pause } from 'node:timers/promises';
import { testLogger } from '../../../../test/support/database.js';
import { getInstance, type JobHandler, JobHandlerRegistry, JobRunner } from '../index.js';
import { redeliverDueJobs } from '../deliveries/redeliver-due-jobs.command.js';
import { bpmn, sequence, serviceTask } from '../testing/bpmn-text.js';
import { openProcessDesk, type ProcessDesk } from '../testing/process-desk.js';

/** Handlers that have begun, in order; each waits until the test lets it end, well or badly. */
let begun: { end(): void; fail(error: Error): void }[];
let desk: ProcessDesk;

const waiting: JobHandler = {
  topic: 'wait',
  handle: async (job) => {
    await new Promise<void>((resolve, reject) => begun.push({ end: resolve, fail: reject }));
    return {
      commit: async (context) => void (await context.tx.execute('insert into booking values ($1)', [job.jobId])),
    };
  },
};

beforeAll(async () => {
  desk = await openProcessDesk([waiting]);
  await desk.database.query('create table booking (job_id uuid not null)');
  await desk.deploy({ 'waiting.bpmn': bpmn('waiting', sequence(serviceTask('work', 'wait'), 'work')) });
});
beforeEach(() => {
  begun = [];
});
afterAll(() => desk.close());

const worker = (leaseSeconds = 30) =>
  new JobRunner({ executor: desk.executor, handlers: new JobHandlerRegistry([waiting]), logger: testLogger, leaseSeconds });
/** As when the queue says that it holds nothing. */
const sweep = async () => {
  const lost = { work: { before: desk.clock.now().toISOString(), anew: false } };
  return (await desk.executor.execute(redeliverDueJobs, { lost }, desk.as('system:sweep'))).count;
};

async function startCase(): Promise<{ instanceId: string; jobId: string }> {
  const instanceId = await desk.start('waiting');
  const [job] = await desk.database.query<{ id: string }>('select id from job where instance_id = $1', [instanceId]);
  return { instanceId, jobId: job!.id };
}

async function handlersBegun(count: number): Promise<void> {
  while (begun.length < count) await pause(5);
}

async function outcome({ instanceId, jobId }: { instanceId: string; jobId: string }) {
  const { length: bookings } = await desk.database.query('select 1 from booking where job_id = $1', [jobId]);
  return { bookings, status: (await getInstance(desk.database, instanceId)).status };
}

describe('a leased job', () => {
  it('is in one pair of hands at a time, and the sweep leaves it there', async () => {
    const started = await startCase();
    const first = worker().run(started.jobId);
    await handlersBegun(1);
    desk.clock.advance(10_000);
    await worker().run(started.jobId);
    expect(begun).toHaveLength(1);
    expect(await sweep()).toBe(0);
    begun[0]!.end();
    await first;
    expect(await outcome(started)).toEqual({ bookings: 1, status: 'completed' });
  });

  it('is settled by the holder of the lease alone, while a slow worker that lost it writes nothing', async () => {
    const started = await startCase();
    const first = worker().run(started.jobId);
    await handlersBegun(1);
    desk.clock.advance(31_000);
    const second = worker().run(started.jobId);
    await handlersBegun(2);
    begun[0]!.end();
    await first;
    expect(await outcome(started)).toEqual({ bookings: 0, status: 'active' });
    begun[1]!.end();
    await second;
    expect(await outcome(started)).toEqual({ bookings: 1, status: 'completed' });
  });

  it('does not fail for a worker that lost it', async () => {
    const started = await startCase();
    const first = worker().run(started.jobId);
    await handlersBegun(1);
    desk.clock.advance(31_000);
    const second = worker().run(started.jobId);
    await handlersBegun(2);
    begun[0]!.fail(new Error('too late'));
    await first;
    expect(await desk.database.query('select error from job where id = $1', [started.jobId])).toEqual([{ error: null }]);
    begun[1]!.end();
    await second;
    expect(await outcome(started)).toEqual({ bookings: 1, status: 'completed' });
  });

  it('stays with a worker whose handler runs longer than the lease', async () => {
    const started = await startCase();
    const first = worker(0.6).run(started.jobId);
    await handlersBegun(1);
    await pause(1000); // the heartbeat is real time
    await worker().run(started.jobId);
    expect(begun).toHaveLength(1);
    begun[0]!.end();
    await first;
    expect(await outcome(started)).toEqual({ bookings: 1, status: 'completed' });
  });
});

describe('the sweep', () => {
  it('does not wait for a job that somebody is working on', async () => {
    const { jobId } = await startCase();
    desk.clock.advance(10_000);
    await desk.database.transaction(async (tx) => {
      await tx.query('select 1 from job where id = $1 for update', [jobId]);
      expect(await sweep()).toBe(0);
    });
    expect(await sweep()).toBe(1);
  });
});
