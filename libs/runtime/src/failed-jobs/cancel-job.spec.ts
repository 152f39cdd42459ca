import { bpmn, messageCatch, sequence, startingWith } from '../../../../test/support/bpmn-text.js';
import { broadcastSignal, cancelInstance, getInstance, getJob, listActivities, listFailedJobs, resolveJob, retryJob, suspendInstance } from '../index.js';
import { openPostingDesk, type PostingDesk } from '../testing/posting-desk.js';

const HOUR = 3_600_000;
const SIGNAL = '<signal id="s" name="office.closed"/>';
const MESSAGE = '<message id="m" name="reply.sent"/>';
const timed = (timer: string) => `<timerEventDefinition>${timer}</timerEventDefinition>`;
const caught = (id: string, event: string) => `<intermediateCatchEvent id="${id}">${event}</intermediateCatchEvent>`;
/** What it calls is computed, and comes to nothing: a step that cannot be taken. */
const broken = '<callActivity id="call" calledElement="= next"/>';

let desk: PostingDesk;
beforeEach(async () => {
  desk = await openPostingDesk();
});
afterEach(() => desk.close());

/** The one job that has failed as often as the office attempts it. */
const failedJob = async () => {
  for (let attempt = 1; attempt <= 3; attempt++) {
    await desk.runDueJobs();
    desk.clock.advance(61_000);
  }
  const { items } = await listFailedJobs(desk.database, { limit: 9 });
  expect(items).toHaveLength(1);
  return items[0]!;
};
const jobs = () => desk.database.query<{ status: string }>('select status from job');
const statusOf = async (id: string) => (await getInstance(desk.database, id)).status;

describe('a cancelled job', () => {
  it('takes its activity along, and an instance in which nothing is left', async () => {
    const [id, jobId] = await desk.standing('posting');
    const instance = { id, status: 'cancelled' };
    expect(await desk.cancel(jobId)).toEqual({ jobId, outcome: 'activity-cancelled', instance });
    expect(await getInstance(desk.database, id)).toMatchObject({ status: 'cancelled', endReason: 'nobody needs it', failedJobs: [] });
    expect((await listActivities(desk.database, id, { limit: 9 })).items).toContainEqual(
      expect.objectContaining({ elementId: 'post', cancelled: true }),
    );
    expect(await desk.trailOf(id, 'runtime.cancel-job')).toMatchObject([{ jobId, reason: 'nobody needs it' }]);
  });

  it('leaves a loop one run less to wait for', async () => {
    const [id, jobId] = await desk.standing('letters', { addresses: ['wrong', 'far'] });
    expect(await desk.cancel(jobId)).toMatchObject({ outcome: 'activity-cancelled', instance: { status: 'active' } });
    const [other, ...more] = await desk.failedOf(id);
    expect(more).toEqual([]);
    await desk.resolve(other!);
    expect(await desk.tasksOf(id)).toEqual(['file']);
  });

  it('takes along the element that it was to begin', async () => {
    const id = await desk.start('later');
    await desk.database.query(`update job set status = 'failed', error = '{}' where instance_id = $1`, [id]);
    expect(await desk.cancel((await desk.failedOf(id))[0]!)).toMatchObject({ outcome: 'activity-cancelled', instance: { status: 'cancelled' } });
  });

  it('of a called instance in which nothing would be left is refused: its caller would wait for ever', async () => {
    const caller = await desk.start('outer');
    await desk.runDueJobs();
    const [called] = (await getInstance(desk.database, caller)).calls;
    const [jobId] = await desk.failedOf(called!.id);
    await expect(desk.cancel(jobId!)).rejects.toMatchObject({ code: 'runtime.called-instance' });
    expect(await desk.failedOf(called!.id)).toEqual([jobId]);
  });

  it('may be one of a suspended instance', async () => {
    const [id, jobId] = await desk.standing('posting');
    const how = { instanceId: id, timers: 'keep-due', reason: 'checked' } as const;
    await desk.executor.execute(suspendInstance, how, desk.as('tungmt'));
    expect(await desk.cancel(jobId)).toMatchObject({ outcome: 'activity-cancelled', instance: { status: 'cancelled' } });
  });
});

it('a failed job goes with its instance when that is cancelled', async () => {
  const [id] = await desk.standing('posting');
  await desk.executor.execute(cancelInstance, { instanceId: id, reason: 'x' }, desk.as('tungmt'));
  expect(await desk.database.query('select id from job where instance_id = $1', [id])).toEqual([]);
});

describe('a signal that an instance cannot follow', () => {
  let id: string;
  let jobId: string;
  beforeEach(async () => {
    const wait = caught('wait', '<signalEventDefinition signalRef="s"/>');
    await desk.deploy({ 'waiting.bpmn': bpmn('waiting', sequence(wait + broken, 'wait', 'call'), SIGNAL) });
    id = await desk.start('waiting');
    await desk.executor.execute(broadcastSignal, { signal: 'office.closed', variables: { why: 'storm' } }, desk.as('namcn'));
    jobId = (await failedJob()).id;
  });

  it('is dropped for this instance, which waits for the next one', async () => {
    expect((await getJob(desk.database, jobId)).variables).toEqual({ why: 'storm' });
    expect(await desk.cancel(jobId)).toEqual({ jobId, outcome: 'dropped', instance: { id, status: 'active' } });
    expect(await jobs()).toEqual([]);
    expect((await getInstance(desk.database, id)).waitsFor.signals).toHaveLength(1);
  });

  it('goes with the instance when that is cancelled', async () => {
    await desk.executor.execute(cancelInstance, { instanceId: id, reason: 'x' }, desk.as('tungmt'));
    expect(await jobs()).toEqual([]);
  });

  it('is refused to be resolved, or to have variables of an activity that is not there', async () => {
    const [operator, output] = [desk.as('tungmt'), {}];
    const resolved = desk.executor.execute(resolveJob, { jobId, output, reason: 'x' }, operator);
    await expect(resolved).rejects.toMatchObject({ code: 'runtime.job-not-resolvable' });
    const retried = desk.executor.execute(retryJob, { jobId, variables: { next: 'x' }, scope: 'activity' }, operator);
    await expect(retried).rejects.toMatchObject({ code: 'runtime.job-has-no-scope' });
  });
});

it('a timer that a token waits at takes its step along', async () => {
  const wait = caught('wait', timed('<timeDuration>PT1H</timeDuration>'));
  await desk.deploy({ 'waiting.bpmn': bpmn('waiting', sequence(wait + broken, 'wait', 'call')) });
  const id = await desk.start('waiting');
  desk.clock.advance(1.1 * HOUR);
  const job = await failedJob();
  expect(await desk.cancel(job.id)).toEqual({ jobId: job.id, outcome: 'activity-cancelled', instance: { id, status: 'cancelled' } });
});

it('a message that fits several is dropped with what was kept of it', async () => {
  const send = '<sendTask id="throw" messageRef="m"/>';
  await desk.deploy({
    'throwing.bpmn': bpmn('throwing', sequence(send, 'throw'), MESSAGE),
    'waiting.bpmn': bpmn('waiting', sequence(messageCatch('wait'), 'wait'), MESSAGE),
  });
  const waiting = [await desk.start('waiting'), await desk.start('waiting')];
  await desk.start('throwing');
  const job = await failedJob();
  expect(await desk.cancel(job.id)).toEqual({ jobId: job.id, outcome: 'dropped', instance: null });
  expect(await desk.database.query('select 1 from kept_message')).toEqual([]);
  expect([await jobs(), await statusOf(waiting[0]!)]).toEqual([[], 'active']);
});

describe('a start by a timer that cannot be done', () => {
  const starting = (timer: string) => bpmn('starting', startingWith(timed(timer), sequence(broken, 'call')));

  it('is dropped where it was the only one', async () => {
    await desk.deploy({ 'starting.bpmn': starting('<timeDuration>PT1H</timeDuration>') });
    desk.clock.advance(1.1 * HOUR);
    const { id, instanceId } = await failedJob();
    expect(instanceId).toBeNull();
    expect(await desk.cancel(id)).toEqual({ jobId: id, outcome: 'dropped', instance: null });
    expect(await jobs()).toEqual([]);
  });

  it('is skipped where the timer comes again', async () => {
    await desk.deploy({ 'starting.bpmn': starting('<timeCycle>R/PT24H</timeCycle>') });
    desk.clock.advance(24.1 * HOUR);
    const { id } = await failedJob();
    expect(await desk.cancel(id)).toEqual({ jobId: id, outcome: 'skipped', instance: null });
    const { status, dueAt, failures } = await getJob(desk.database, id);
    expect([status, failures, Date.parse(dueAt!) > desk.clock.now().getTime()]).toEqual(['waiting', [], true]);
  });
});

it('the end of a called instance that its caller cannot follow takes the call along', async () => {
  await desk.deploy({
    'caller.bpmn': bpmn('caller', sequence(`<callActivity id="first" calledElement="short"/>${broken}`, 'first', 'call')),
    'short.bpmn': bpmn('short', sequence('<task id="t"/>', 't')),
  });
  const id = await desk.start('caller');
  const job = await failedJob();
  expect(job).toMatchObject({ kind: 'child-ended', elementId: null });
  expect(await desk.cancel(job.id)).toEqual({ jobId: job.id, outcome: 'activity-cancelled', instance: { id, status: 'cancelled' } });
});
