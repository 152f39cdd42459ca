import { getInstance, getJob, type JobHandler, listFailedJobs, PermanentFailure, retryJob } from '../index.js';
import { bpmn, sequence, serviceTask } from '../../../../test/support/bpmn-text.js';
import { openProcessDesk, type ProcessDesk } from '../testing/process-desk.js';

let desk: ProcessDesk;
/** What the handler does for an instance at its next calls, first come first served. */
let answers: Record<string, JobHandler['handle'][]>;

const post: JobHandler = {
  topic: 'post',
  handle: async (job) => {
    return (await answers[job.instanceId]?.shift()?.(job)) ?? {};
  },
};
const failWith = (error: Error) => () => Promise.reject(error);

beforeAll(async () => {
  desk = await openProcessDesk([post]);
  const posting = (cycle: string) => sequence(serviceTask('post', 'post', cycle), 'post');
  await desk.deploy({
    'posting.bpmn': bpmn('posting', posting('R12/PT10S')),
    'growing.bpmn': bpmn('growing', posting('R5/PT1M*2/PT3M')),
    'plain.bpmn': bpmn('plain', posting('').replace(/<extensionElements>.*<\/extensionElements>/s, '')),
  });
  await desk.database.query('create table letter (id uuid not null)');
});
beforeEach(() => {
  answers = {};
});
afterAll(() => desk.close());

const jobOf = async (instanceId: string) => {
  const [job] = await desk.database.query<{ id: string }>('select id from job where instance_id = $1', [instanceId]);
  return getJob(desk.database, job!.id);
};
/** Lets so many attempts fail, one after the other. */
const failTimes = async (id: string, times: number, pauseMs: number) => {
  for (let attempt = 1; attempt <= times; attempt++) {
    answers[id] = [failWith(new Error(`no. ${attempt}`))];
    await desk.runDueJobs();
    desk.clock.advance(pauseMs);
  }
};

describe('a job that fails', () => {
  it('keeps its last ten failures, oldest first, also when an operator has retried it', async () => {
    const id = await desk.start('posting');
    await failTimes(id, 12, 11_000);
    const failed = await jobOf(id);
    expect(failed).toMatchObject({ status: 'failed', attempts: 12, mostAttempts: 12, dueAt: null, error: { message: 'no. 12' } });
    expect(failed.failures.map(({ message }) => message)).toEqual([3, 4, 5, 6, 7, 8, 9, 10, 11, 12].map((n) => `no. ${n}`));
    expect(failed.failures.at(-1)).toEqual({
      at: expect.any(String),
      attempt: 12,
      message: 'no. 12',
      stack: expect.stringContaining('job-failure.spec'),
    });
    await desk.executor.execute(retryJob, { jobId: failed.id }, desk.as('tungmt'));
    expect(await jobOf(id)).toMatchObject({ status: 'waiting', attempts: 0, error: null });
    expect((await jobOf(id)).failures).toHaveLength(10);
    await desk.runDueJobs();
    expect((await getInstance(desk.database, id)).status).toBe('completed');
  });

  it('is seen, with the time of its next attempt, while it is being retried', async () => {
    const id = await desk.start('posting');
    await failTimes(id, 1, 0);
    const job = await jobOf(id);
    expect(job).toMatchObject({ status: 'retrying', attempts: 1, retryCycle: 'R12/PT10S' });
    expect(Date.parse(job.dueAt!) - Date.parse(job.error!.at)).toBe(10_000);
    const listed = async (status: 'failed' | 'retrying') =>
      (await listFailedJobs(desk.database, { status, instanceId: id, limit: 5 })).items.map(({ id: jobId }) => jobId);
    expect([await listed('retrying'), await listed('failed')]).toEqual([[job.id], []]);
  });

  it('waits longer after each failure where its cycle grows', async () => {
    const id = await desk.start('growing');
    const pauses: number[] = [];
    for (let attempt = 1; attempt <= 4; attempt++) {
      answers[id] = [failWith(new Error('overloaded'))];
      await desk.runDueJobs();
      const { dueAt, error } = await jobOf(id);
      pauses.push(Date.parse(dueAt!) - Date.parse(error!.at));
      desk.clock.advance(pauses.at(-1)! + 1);
    }
    for (const [index, most] of [60_000, 120_000, 180_000, 180_000].entries()) {
      expect(pauses[index]).toBeLessThanOrEqual(most);
      expect(pauses[index]).toBeGreaterThanOrEqual(0.9 * most);
    }
    await desk.runDueJobs();
    expect((await getInstance(desk.database, id)).status).toBe('completed');
  });

  it('has the attempts of the office where its model says nothing', async () => {
    const id = await desk.start('plain');
    await failTimes(id, 3, 61_000);
    expect(await jobOf(id)).toMatchObject({ status: 'failed', attempts: 3, mostAttempts: 3, retryCycle: null });
  });

  it('waits for an operator at once where its handler says that no attempt can help', async () => {
    const id = await desk.start('posting');
    answers[id] = [failWith(new PermanentFailure('no such address'))];
    await desk.runDueJobs();
    expect(await jobOf(id)).toMatchObject({ status: 'failed', attempts: 1, error: { message: 'no such address' } });
  });

  it('is recorded whatever its message holds, and the message is cut', async () => {
    const id = await desk.start('posting');
    answers[id] = [failWith(new PermanentFailure(`\0 \ud800 ${'x'.repeat(100_000)}`))];
    await desk.runDueJobs();
    const { status, error } = await jobOf(id);
    expect(status).toBe('failed');
    expect(error!.message).toMatch(/^\ufffd \ufffd x+…$/);
    expect(JSON.stringify(error).length).toBeLessThan(12_000);
  });

  it('leaves nothing of what its handler handed back when that cannot be committed', async () => {
    const id = await desk.start('posting');
    const book: JobHandler['handle'] = (job) =>
      Promise.resolve({
        output: { posted: true },
        commit: async ({ tx }) => {
          await tx.execute('insert into letter values ($1)', [job.jobId]);
          if (job.attempt === 1) throw new Error('register is closed');
        },
      });
    answers[id] = [book, book];
    await desk.runDueJobs();
    expect(await jobOf(id)).toMatchObject({ status: 'retrying', attempts: 1, error: { message: 'register is closed' } });
    expect(await desk.database.query('select 1 from letter')).toEqual([]);
    expect((await getInstance(desk.database, id)).variables).toEqual({});
    desk.clock.advance(11_000);
    await desk.runDueJobs();
    expect(await desk.database.query('select 1 from letter')).toHaveLength(1);
    expect((await getInstance(desk.database, id)).variables).toEqual({ posted: true });
  });
});
