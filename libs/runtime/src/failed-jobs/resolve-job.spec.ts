import { getInstance, getJob, resumeInstance, suspendInstance } from '../index.js';
import { openPostingDesk, type PostingDesk } from '../testing/posting-desk.js';

let desk: PostingDesk;
beforeAll(async () => {
  desk = await openPostingDesk();
});
afterAll(() => desk.close());

const suspend = (instanceId: string) =>
  desk.executor.execute(suspendInstance, { instanceId, timers: 'keep-due', reason: 'checked' }, desk.as('tungmt'));
const resume = (instanceId: string) => desk.executor.execute(resumeInstance, { instanceId }, desk.as('tungmt'));

describe('a resolved job', () => {
  it('lets the case go on with the output, as if its handler had given it', async () => {
    const [id, jobId] = await desk.standing('posting');
    expect(await desk.resolve(jobId, { number: 12 })).toEqual({ jobId, outcome: 'resolved', instance: { id, status: 'active' } });
    expect([await desk.tasksOf(id), (await getInstance(desk.database, id)).variables]).toEqual([['file'], { number: 12 }]);
    expect(await desk.trailOf(id, 'runtime.resolve-job')).toEqual([
      { jobId, elementId: 'post', reason: 'posted by hand', output: ['number'] },
    ]);
    await expect(desk.resolve(jobId)).rejects.toMatchObject({ code: 'runtime.job-not-found' });
  });

  it('may be one whose BPMN error nothing catches', async () => {
    const [id, jobId] = await desk.standing('paying');
    expect(await getJob(desk.database, jobId)).toMatchObject({ attempts: 1, error: { code: 'engine.uncaught-bpmn-error' } });
    await desk.resolve(jobId);
    expect((await getInstance(desk.database, id)).status).toBe('completed');
  });

  it('has a handler: others are refused with what to do instead', async () => {
    const id = await desk.start('later');
    await desk.database.query(`update job set status = 'failed', error = '{}' where instance_id = $1`, [id]);
    const [jobId] = await desk.failedOf(id);
    await expect(desk.resolve(jobId!)).rejects.toMatchObject({
      code: 'runtime.job-not-resolvable',
      findings: [{ where: jobId, mend: expect.stringContaining('start after it') }],
    });
  });

  it('is refused while its instance is suspended, since the case would go on', async () => {
    const [id, jobId] = await desk.standing('posting');
    await suspend(id);
    await expect(desk.resolve(jobId)).rejects.toMatchObject({ code: 'runtime.instance-suspended' });
    await resume(id);
    await desk.resolve(jobId);
    expect(await desk.tasksOf(id)).toEqual(['file']);
  });
});
