import { BpmnError, getInstance, type JobHandler, listFailedJobs, retryJob } from '../index.js';
import { bpmn, sequence, serviceTask } from '../../../../test/support/bpmn-text.js';
import { openProcessDesk, type ProcessDesk } from '../testing/process-desk.js';

let desk: ProcessDesk;
/** Jobs that the handler was called for, and the failures it answers with, first come first served. */
let calls: string[];
let failures: Error[];

const record: JobHandler = {
  topic: 'record',
  handle: (job) => {
    calls.push(job.jobId);
    const failure = failures.shift();
    if (failure) return Promise.reject(failure);
    return Promise.resolve({
      commit: async (context) => void (await context.tx.execute('insert into booking values ($1)', [job.jobId])),
    });
  },
};

beforeAll(async () => {
  desk = await openProcessDesk([record]);
  await desk.database.query('create table booking (job_id uuid not null)');
});
beforeEach(() => {
  calls = [];
  failures = [];
});
afterAll(() => desk.close());

const jobOf = async (instanceId: string) =>
  (await desk.database.query<{ id: string }>('select id from job where instance_id = $1', [instanceId]))[0]!.id;
const bookings = async (jobId: string) =>
  (await desk.database.query('select 1 from booking where job_id = $1', [jobId])).length;

describe('a service task', () => {
  beforeAll(async () => {
    await desk.deploy({ 'booking.bpmn': bpmn('booking', sequence(serviceTask('book', 'record'), 'book')) });
  });

  it('commits what its handler hands back in the same transaction, once', async () => {
    const id = await desk.start('booking');
    const job = await jobOf(id);
    await desk.runDueJobs();
    expect(await bookings(job)).toBe(1);
    expect(calls).toEqual([job]);
  });

  it('that fails is tried again after the pause of its retry cycle, with the same job id', async () => {
    failures = [new Error('mail server away')];
    const id = await desk.start('booking');
    await desk.runDueJobs();
    expect(calls).toHaveLength(1);
    desk.clock.advance(4_000);
    expect(await desk.runDueJobs()).toBe(0);
    desk.clock.advance(7_000);
    await desk.runDueJobs();
    expect(calls).toEqual([calls[0], calls[0]]);
    expect((await getInstance(desk.database, id)).status).toBe('completed');
  });

  it('with a list of pauses waits longer after each failure', async () => {
    failures = [new Error('first'), new Error('second')];
    const id = await desk.start('booking');
    await desk.database.query(`update job set retries = 'PT10S,PT1H' where instance_id = $1`, [id]);
    await desk.runDueJobs();
    desk.clock.advance(11_000);
    await desk.runDueJobs();
    desk.clock.advance(3_500_000);
    await desk.runDueJobs();
    expect(calls).toHaveLength(2);
    desk.clock.advance(110_000);
    await desk.runDueJobs();
    expect((await getInstance(desk.database, id)).status).toBe('completed');
  });

  it('out of attempts stands as a failed job with its error, and gets a full set of new ones when an operator retries it', async () => {
    failures = [new Error('first'), new Error('second')];
    const id = await desk.start('booking');
    await desk.runDueJobs();
    desk.clock.advance(11_000);
    await desk.runDueJobs();
    const failed = (await listFailedJobs(desk.database, { limit: 10 })).items.find(({ instanceId }) => instanceId === id);
    expect(failed).toMatchObject({ elementId: 'book', topic: 'record', attempts: 2, error: { message: 'second' } });
    desk.clock.advance(3_600_000);
    expect(await desk.runDueJobs()).toBe(0);

    failures = [new Error('third')];
    await desk.executor.execute(retryJob, { jobId: failed!.id }, desk.as('quantri'));
    await desk.runDueJobs();
    expect((await listFailedJobs(desk.database, { limit: 10 })).items).toEqual([]);
    desk.clock.advance(11_000);
    await desk.runDueJobs();
    expect((await getInstance(desk.database, id)).status).toBe('completed');
    await expect(
      desk.executor.execute(retryJob, { jobId: failed!.id }, desk.as('quantri')),
    ).rejects.toMatchObject({ code: 'runtime.job-not-found' });
  });

  it('whose BPMN error nothing catches becomes a failed job, never a lost case', async () => {
    failures = [new BpmnError('NO_BUDGET', 'none left'), new BpmnError('NO_BUDGET', 'none left')];
    const id = await desk.start('booking');
    await desk.runDueJobs();
    desk.clock.advance(11_000);
    await desk.runDueJobs();
    const failed = (await listFailedJobs(desk.database, { limit: 10 })).items.find(({ instanceId }) => instanceId === id);
    expect(failed?.error).toMatchObject({ code: 'engine.uncaught-bpmn-error' });
    expect((await getInstance(desk.database, id)).status).toBe('active');
  });

  it('whose worker died is run by another when the lease has ended, and settles once', async () => {
    const id = await desk.start('booking');
    await desk.database.query(
      `update job set lease_owner = 'worker-dead', lease_until = business_now() + interval '30 s', attempt = 1
       where instance_id = $1`,
      [id],
    );
    const job = await jobOf(id);
    desk.clock.advance(25_000);
    await desk.runDueJobs();
    expect(calls).toEqual([]);
    desk.clock.advance(6_000);
    await desk.runDueJobs();
    expect(calls).toEqual([job]);
    expect(await bookings(job)).toBe(1);
  });
});
