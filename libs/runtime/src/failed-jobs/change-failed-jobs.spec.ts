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
});
