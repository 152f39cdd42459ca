import { CommitUnknownError } from '#database';
import { eventually } from '../../../../test/support/eventually.js';
import { cancelFailedJobs, listFailedJobs, resolveFailedJobs, retryFailedJobs, suspendInstance } from '../index.js';
import { openPostingDesk, type PostingDesk } from '../testing/posting-desk.js';

let desk: PostingDesk;
beforeAll(async () => {
  desk = await openPostingDesk();
});
afterAll(() => desk.close());

describe('many failed jobs', () => {
  it('are found by element, by error and by when they failed, and each is done for itself', async () => {
    const [first, paying] = await desk.standing('paying');
    const [second, posting] = await desk.standing('posting');
    const found = async (filter: object) =>
      (await listFailedJobs(desk.database, { ...filter, limit: 200 })).items.map(({ id }) => id);
    expect(await found({ elementId: 'pay', instanceId: first })).toEqual([paying]);
    expect(await found({ elementId: 'post', instanceId: first })).toEqual([]);
    expect(await found({ error: 'NO SUCH', instanceId: second })).toEqual([posting]);
    expect(await found({ error: 'engine.uncaught-bpmn-error', instanceId: first })).toEqual([paying]);
    expect(await found({ error: 'engine.uncaught', instanceId: second })).toEqual([]);
    expect(await found({ failedSince: desk.inHours(0.01), instanceId: first })).toEqual([]);
    expect(await found({ failedSince: desk.inHours(-1), instanceId: first })).toEqual([paying]);

    await desk.executor.execute(suspendInstance, { instanceId: second, timers: 'keep-due', reason: 'x' }, desk.as('tungmt'));
    const how = { output: {}, reason: 'done by hand' };
    const { items } = await resolveFailedJobs(desk, { ids: [posting, paying], limit: 9 }, how, desk.as('tungmt'));
    expect(items).toMatchObject([
      { jobId: posting, outcome: 'refused', findings: [{ where: second, code: 'runtime.instance-suspended' }] },
      { jobId: paying, outcome: 'resolved', instance: { id: first, status: 'completed' } },
    ]);
    const cancelled = await cancelFailedJobs(desk, { instanceId: second, limit: 9 }, { reason: 'x' }, desk.as('tungmt'));
    expect(cancelled.items).toMatchObject([{ jobId: posting, outcome: 'activity-cancelled' }]);
  });

  it('are retried together, and waited for together', async () => {
    const ids = [(await desk.standing('posting'))[1], (await desk.standing('posting'))[1]];
    const outcomes = retryFailedJobs(desk, { ids, limit: 9 }, { variables: { address: 'right' }, wait: 20 }, desk.as('tungmt'));
    let runs = 0;
    await eventually(async () => (runs += await desk.runDueJobs()) >= 2);
    expect((await outcomes).items).toMatchObject(ids.map((jobId) => ({ jobId, outcome: 'succeeded' })));
  });

  describe('of which some cannot be done', () => {
    const how = { output: {}, reason: 'done by hand' };
    /** The desk, where what is done to these jobs comes to nothing. */
    const failingAt = (failures: Readonly<Record<string, Error>>, after = false) => {
      const executor = Object.create(desk.executor) as typeof desk.executor;
      executor.execute = async (command, input, caller) => {
        const failure = failures[(input as { jobId?: string }).jobId ?? ''];
        if (failure !== undefined && !after) throw failure;
        const output = await desk.executor.execute(command, input, caller);
        if (failure !== undefined) throw failure;
        return output;
      };
      return { ...desk, executor };
    };
    const away = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });
    const standing = async (count: number) => {
      const jobs: string[] = [];
      while (jobs.length < count) jobs.push((await desk.standing('posting'))[1]);
      return jobs as [string, string, string];
    };
    const resolve = (ids: string[], failures: Readonly<Record<string, Error>>, after?: boolean) =>
      resolveFailedJobs(failingAt(failures, after), { ids, limit: 9 }, how, desk.as('tungmt'));

    it('are unknown where the connection was lost during the commit, and the others are done', async () => {
      const [first, second] = await standing(2);
      const { items } = await resolve([first, second], { [first]: new CommitUnknownError(away) }, true);
      expect(items).toMatchObject([
        { jobId: first, outcome: 'unknown', findings: [{ where: first, code: 'database.commit-unknown' }] },
        { jobId: second, outcome: 'resolved' },
      ]);
      const again = await resolve([first], {});
      expect(again.items).toMatchObject([{ outcome: 'refused', findings: [{ code: 'runtime.job-not-found' }] }]);
    });

    it('are told with those that are done when the database goes away, and the rest is not tried', async () => {
      const [first, second, third] = await standing(3);
      const { items } = await resolve([first, second, third], { [second]: away });
      expect(items).toMatchObject([
        { jobId: first, outcome: 'resolved' },
        { jobId: second, outcome: 'refused', findings: [{ code: 'database.unavailable' }] },
        { jobId: third, outcome: 'refused', findings: [{ code: 'database.unavailable' }] },
      ]);
      await expect(resolve([second, third], { [second]: away })).rejects.toBe(away);
      expect((await resolve([second, third], {})).items).toMatchObject([{ outcome: 'resolved' }, { outcome: 'resolved' }]);
    });

    it('by a defect of the program are told without its words, and the others are done', async () => {
      const [first, second, third] = await standing(3);
      const { items } = await resolve([first, second, third], { [second]: new TypeError('x is undefined') });
      expect(items).toMatchObject([{ outcome: 'resolved' }, { jobId: second, outcome: 'refused' }, { outcome: 'resolved' }]);
      expect(JSON.stringify(items)).not.toContain('x is undefined');
    });

    it('are told as retried when the database goes away while one waits for what comes of it', async () => {
      const [first] = await standing(1);
      const database = Object.create(desk.database) as typeof desk.database;
      database.query = () => Promise.reject(away);
      const { items } = await retryFailedJobs({ ...desk, database }, { ids: [first], limit: 9 }, { wait: 0.2 }, desk.as('tungmt'));
      expect(items).toMatchObject([{ jobId: first, outcome: 'retried' }]);
    });
  });
});
