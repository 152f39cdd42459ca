import { eventually } from '../../../../test/support/eventually.js';
import { getInstance, getJob, listFailedJobs, resumeInstance, retryFailedJob, type RetryJobInput, suspendInstance } from '../index.js';
import { openPostingDesk, type PostingDesk } from '../testing/posting-desk.js';

let desk: PostingDesk;
beforeAll(async () => {
  desk = await openPostingDesk();
});
afterAll(() => desk.close());

const suspend = (instanceId: string) =>
  desk.executor.execute(suspendInstance, { instanceId, timers: 'keep-due', reason: 'checked' }, desk.as('tungmt'));
const resume = (instanceId: string) => desk.executor.execute(resumeInstance, { instanceId }, desk.as('tungmt'));

describe('a retry with changed variables', () => {
  it('sets them in the process, and the handler finds them', async () => {
    const [id, jobId] = await desk.standing('posting');
    expect(await desk.retry({ jobId, variables: { address: 'right' } })).toEqual({ jobId, instanceId: id, outcome: 'retried' });
    await desk.runDueJobs();
    expect([await desk.tasksOf(id), (await getInstance(desk.database, id)).variables]).toEqual([['file'], { address: 'right', number: 7 }]);
    expect(await desk.trailOf(id, 'runtime.retry-job')).toEqual([{ jobId, variables: ['address'], scope: 'process' }]);
  });

  it('may set them for the activity alone', async () => {
    const [id, jobId] = await desk.standing('letters', { addresses: ['right', 'wrong'] });
    await desk.retry({ jobId, variables: { address: 'right' }, scope: 'activity' });
    await desk.runDueJobs();
    expect(await desk.tasksOf(id)).toEqual(['file']);
    expect((await getInstance(desk.database, id)).variables).not.toHaveProperty('address');
  });

  it('says so when they end what the job was for', async () => {
    const [id, jobId] = await desk.standing('posting');
    expect(await desk.retry({ jobId, variables: { stop: true } })).toMatchObject({ outcome: 'withdrawn' });
    expect(await desk.runDueJobs()).toBe(0);
    expect((await getInstance(desk.database, id)).status).toBe('completed');
  });

  it('is held where the instance is suspended, with its variables set, and runs when that is resumed', async () => {
    const [id, jobId] = await desk.standing('posting');
    await suspend(id);
    expect(await desk.retry({ jobId, variables: { address: 'right' } })).toMatchObject({ outcome: 'held' });
    expect(await getJob(desk.database, jobId)).toMatchObject({ status: 'suspended', variables: { address: 'right' } });
    expect(await desk.runDueJobs()).toBe(0);
    await resume(id);
    await desk.runDueJobs();
    expect(await desk.tasksOf(id)).toEqual(['file']);
  });
});

describe('a retry that waits', () => {
  /** What comes of a retry while the worker runs beside it. */
  const outcomeOf = async (jobId: string, how: Omit<RetryJobInput, 'jobId'>) => {
    const outcome = retryFailedJob(desk, jobId, { ...how, wait: 20 }, desk.as('tungmt'));
    await eventually(async () => {
      const [job] = await desk.database.query<{ status: string }>('select status from job where id = $1', [jobId]);
      return job?.status !== 'failed';
    });
    await desk.runDueJobs();
    return outcome;
  };

  it('tells that the job has succeeded', async () => {
    const [, jobId] = await desk.standing('posting');
    expect(await outcomeOf(jobId, { variables: { address: 'right' } })).toMatchObject({ outcome: 'succeeded', error: null });
  });

  it('tells why the job has failed again', async () => {
    const [, jobId] = await desk.standing('posting');
    const { outcome, error } = await outcomeOf(jobId, {});
    expect([outcome, error]).toEqual(['failed', expect.objectContaining({ message: 'no such address', attempt: 1 })]);
  });

  it('tells that nobody has taken the job in that time', async () => {
    const [, jobId] = await desk.standing('posting');
    expect(await retryFailedJob(desk, jobId, { wait: 0.3 }, desk.as('tungmt'))).toMatchObject({ outcome: 'retried', error: null });
  });
});

it('a job that waits for its next attempt can be retried at once, resolved and cancelled too; one that has not failed cannot', async () => {
  const [id] = await desk.standing('retrying');
  const [{ id: jobId } = { id: '' }] = (await listFailedJobs(desk.database, { status: 'retrying', instanceId: id, limit: 9 })).items;
  await desk.retry({ jobId });
  await expect(desk.retry({ jobId })).rejects.toMatchObject({ code: 'runtime.job-not-failed' });
  await desk.runDueJobs();
  expect(await getJob(desk.database, jobId)).toMatchObject({ status: 'retrying', attempts: 1, failures: [{}, {}] });
  await desk.database.query(`update job set lease_owner = 'w', lease_until = business_now() + interval '1 min' where id = $1`, [jobId]);
  await expect(desk.cancel(jobId)).rejects.toMatchObject({ message: `Job ${jobId} is being attempted at this moment.` });
  await desk.database.query('update job set lease_owner = null, lease_until = null where id = $1', [jobId]);
  expect(await desk.resolve(jobId, { number: 1 })).toMatchObject({ outcome: 'resolved', instance: { id, status: 'completed' } });
});
