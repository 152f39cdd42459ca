import type { JsonObject } from '#foundation';
import {
  BpmnError,
  cancelFailedJobs,
  cancelInstance,
  cancelJob,
  getInstance,
  getJob,
  type JobHandler,
  listActivities,
  listFailedJobs,
  resolveFailedJobs,
  resolveJob,
  resumeInstance,
  retryFailedJob,
  retryFailedJobs,
  retryJob,
  type RetryJobInput,
  suspendInstance,
} from '../index.js';
import { bpmn, sequence, serviceTask, userTask } from '../testing/bpmn-text.js';
import { openProcessDesk, type ProcessDesk } from '../testing/process-desk.js';

/** Fails until the address is right; gives a number. */
const post: JobHandler = {
  topic: 'post',
  handle: ({ variables }) =>
    variables['address'] === 'right' ? Promise.resolve({ output: { number: 7 } }) : Promise.reject(new Error('no such address')),
};
const refuse: JobHandler = { topic: 'refuse', handle: () => Promise.reject(new BpmnError('REFUSED', 'by the bank')) };

const condition = `<boundaryEvent id="stopped" attachedToRef="post"><conditionalEventDefinition>
  <condition xsi:type="tFormalExpression">= stop</condition></conditionalEventDefinition></boundaryEvent>`;
const each = `<multiInstanceLoopCharacteristics camunda:collection="addresses" camunda:elementVariable="address"/>`;

let desk: ProcessDesk;
beforeAll(async () => {
  desk = await openProcessDesk([post, refuse]);
  const posting = serviceTask('post', 'post', 'R1/PT10S');
  await desk.deploy({
    'posting.bpmn': bpmn('posting', sequence(posting + condition + userTask('file'), 'post', 'file')),
    'letters.bpmn': bpmn('letters', sequence(posting.replace('</serviceTask>', `${each}</serviceTask>`) + userTask('file'), 'post', 'file')),
    'later.bpmn': bpmn('later', sequence(userTask('ask', 'camunda:asyncBefore="true" camunda:candidateGroups="clerk"'), 'ask')),
    'retrying.bpmn': bpmn('retrying', sequence(serviceTask('post', 'post', 'R9/P1D'), 'post')),
    'paying.bpmn': bpmn('paying', sequence(serviceTask('pay', 'refuse', 'R1/PT10S'), 'pay')),
    'outer.bpmn': bpmn('outer', sequence('<callActivity id="call" calledElement="called"/>', 'call')),
    'called.bpmn': bpmn('called', sequence(posting, 'post')),
  });
});
afterAll(() => desk.close());

const operator = () => desk.as('tungmt');
const failedOf = async (instanceId: string) =>
  (await listFailedJobs(desk.database, { instanceId, limit: 9 })).items.map(({ id }) => id);
/** An instance with a failed job, and that job. */
const standing = async (key: string, variables: JsonObject = {}): Promise<[instanceId: string, jobId: string]> => {
  const id = await desk.start(key, variables);
  await desk.runDueJobs();
  return [id, (await failedOf(id))[0]!];
};
const retry = (input: RetryJobInput) => desk.executor.execute(retryJob, input, operator());
const resolve = (jobId: string, output: JsonObject = {}) =>
  desk.executor.execute(resolveJob, { jobId, output, reason: 'posted by hand' }, operator());
const cancel = (jobId: string) => desk.executor.execute(cancelJob, { jobId, reason: 'nobody needs it' }, operator());
const trailOf = async (instanceId: string, action: string) =>
  (
    await desk.database.query<{ detail: JsonObject }>(
      'select detail from audit_entry where subject_id = $1 and action = $2 order by id',
      [instanceId, action],
    )
  ).map(({ detail }) => detail);
const variablesOf = async (id: string) => (await getInstance(desk.database, id)).variables;
const tasksOf = async (id: string) => (await desk.openTasks(id)).map(({ name }) => name);

describe('a retry with changed variables', () => {
  it('sets them in the process, and the handler finds them', async () => {
    const [id, jobId] = await standing('posting');
    expect(await retry({ jobId, variables: { address: 'right' } })).toEqual({ jobId, instanceId: id, outcome: 'retried' });
    await desk.runDueJobs();
    expect([await tasksOf(id), await variablesOf(id)]).toEqual([['file'], { address: 'right', number: 7 }]);
    expect(await trailOf(id, 'runtime.retry-job')).toEqual([{ jobId, variables: ['address'], scope: 'process' }]);
  });

  it('may set them for the activity alone', async () => {
    const [id, jobId] = await standing('letters', { addresses: ['right', 'wrong'] });
    await retry({ jobId, variables: { address: 'right' }, scope: 'activity' });
    await desk.runDueJobs();
    expect(await tasksOf(id)).toEqual(['file']);
    expect(await variablesOf(id)).not.toHaveProperty('address');
  });

  it('says so when they end what the job was for', async () => {
    const [id, jobId] = await standing('posting');
    expect(await retry({ jobId, variables: { stop: true } })).toMatchObject({ outcome: 'withdrawn' });
    expect(await desk.runDueJobs()).toBe(0);
    expect((await getInstance(desk.database, id)).status).toBe('completed');
  });
});

describe('a retry that waits', () => {
  /** What comes of a retry while the worker runs beside it. */
  const outcomeOf = async (jobId: string, how: Omit<RetryJobInput, 'jobId'>) => {
    const outcome = retryFailedJob(desk, jobId, { ...how, wait: 20 }, operator());
    await waitUntilRetried(jobId);
    await desk.runDueJobs();
    return outcome;
  };
  const waitUntilRetried = async (jobId: string) => {
    for (;;) {
      const [job] = await desk.database.query<{ status: string }>('select status from job where id = $1', [jobId]);
      if (job?.status !== 'failed') return;
    }
  };

  it('tells that the job has succeeded', async () => {
    const [, jobId] = await standing('posting');
    expect(await outcomeOf(jobId, { variables: { address: 'right' } })).toMatchObject({ outcome: 'succeeded', error: null });
  });

  it('tells why the job has failed again', async () => {
    const [, jobId] = await standing('posting');
    const { outcome, error } = await outcomeOf(jobId, {});
    expect([outcome, error]).toEqual(['failed', expect.objectContaining({ message: 'no such address', attempt: 1 })]);
  });

  it('tells that nobody has taken the job in that time', async () => {
    const [, jobId] = await standing('posting');
    expect(await retryFailedJob(desk, jobId, { wait: 0.3 }, operator())).toMatchObject({ outcome: 'retried', error: null });
  });
});

it('a job that waits for its next attempt can be retried at once, resolved and cancelled too; one that has not failed cannot', async () => {
  const [id] = await standing('retrying');
  const [{ id: jobId } = { id: '' }] = (await listFailedJobs(desk.database, { status: 'retrying', instanceId: id, limit: 9 })).items;
  await retry({ jobId });
  await expect(retry({ jobId })).rejects.toMatchObject({ code: 'runtime.job-not-failed' });
  await desk.runDueJobs();
  expect(await getJob(desk.database, jobId)).toMatchObject({ status: 'retrying', attempts: 1, failures: [{}, {}] });
  await desk.database.query(`update job set lease_owner = 'w', lease_until = business_now() + interval '1 min' where id = $1`, [jobId]);
  await expect(cancel(jobId)).rejects.toMatchObject({ message: `Job ${jobId} is being attempted at this moment.` });
  await desk.database.query('update job set lease_owner = null, lease_until = null where id = $1', [jobId]);
  expect(await resolve(jobId, { number: 1 })).toMatchObject({ outcome: 'resolved', instance: { id, status: 'completed' } });
});

describe('a resolved job', () => {
  it('lets the case go on with the output, as if its handler had given it', async () => {
    const [id, jobId] = await standing('posting');
    expect(await resolve(jobId, { number: 12 })).toEqual({ jobId, outcome: 'resolved', instance: { id, status: 'active' } });
    expect([await tasksOf(id), await variablesOf(id)]).toEqual([['file'], { number: 12 }]);
    expect(await trailOf(id, 'runtime.resolve-job')).toEqual([
      { jobId, elementId: 'post', reason: 'posted by hand', output: ['number'] },
    ]);
    await expect(resolve(jobId)).rejects.toMatchObject({ code: 'runtime.job-not-found' });
  });

  it('may be one whose BPMN error nothing catches', async () => {
    const [id, jobId] = await standing('paying');
    expect(await getJob(desk.database, jobId)).toMatchObject({ attempts: 1, error: { code: 'engine.uncaught-bpmn-error' } });
    await resolve(jobId);
    expect((await getInstance(desk.database, id)).status).toBe('completed');
  });

  it('has a handler: others are refused with what to do instead', async () => {
    const id = await desk.start('later');
    await desk.database.query(`update job set status = 'failed', error = '{}' where instance_id = $1`, [id]);
    const [jobId] = await failedOf(id);
    await expect(resolve(jobId!)).rejects.toMatchObject({
      code: 'runtime.job-not-resolvable',
      findings: [{ where: jobId, mend: expect.stringContaining('start after it') }],
    });
  });
});

describe('a cancelled job', () => {
  it('takes its activity along, and an instance in which nothing is left', async () => {
    const [id, jobId] = await standing('posting');
    const instance = { id, status: 'cancelled' };
    expect(await cancel(jobId)).toEqual({ jobId, outcome: 'activity-cancelled', instance });
    expect(await getInstance(desk.database, id)).toMatchObject({ status: 'cancelled', endReason: 'nobody needs it', failedJobs: [] });
    expect((await listActivities(desk.database, id, { limit: 9 })).items).toContainEqual(
      expect.objectContaining({ elementId: 'post', cancelled: true }),
    );
    expect(await trailOf(id, 'runtime.cancel-job')).toMatchObject([{ jobId, reason: 'nobody needs it' }]);
  });

  it('leaves a loop one run less to wait for', async () => {
    const [id, jobId] = await standing('letters', { addresses: ['wrong', 'far'] });
    expect(await cancel(jobId)).toMatchObject({ outcome: 'activity-cancelled', instance: { status: 'active' } });
    const [other, ...more] = await failedOf(id);
    expect(more).toEqual([]);
    await resolve(other!);
    expect(await tasksOf(id)).toEqual(['file']);
  });

  it('takes along the element that it was to begin', async () => {
    const id = await desk.start('later');
    await desk.database.query(`update job set status = 'failed', error = '{}' where instance_id = $1`, [id]);
    expect(await cancel((await failedOf(id))[0]!)).toMatchObject({ outcome: 'activity-cancelled', instance: { status: 'cancelled' } });
  });

  it('of a called instance in which nothing would be left is refused: its caller would wait for ever', async () => {
    const caller = await desk.start('outer');
    await desk.runDueJobs();
    const [called] = (await getInstance(desk.database, caller)).calls;
    const [jobId] = await failedOf(called!.id);
    await expect(cancel(jobId!)).rejects.toMatchObject({ code: 'runtime.called-instance' });
    expect(await failedOf(called!.id)).toEqual([jobId]);
  });
});

describe('failed jobs of a suspended instance', () => {
  let [id, jobId] = ['', ''];
  beforeEach(async () => {
    [id, jobId] = await standing('posting');
    await desk.executor.execute(suspendInstance, { instanceId: id, timers: 'keep-due', reason: 'checked' }, operator());
  });
  const resume = () => desk.executor.execute(resumeInstance, { instanceId: id }, operator());

  it('are held when they are retried, with their variables set, and run when it is resumed', async () => {
    expect(await retry({ jobId, variables: { address: 'right' } })).toMatchObject({ outcome: 'held' });
    expect(await getJob(desk.database, jobId)).toMatchObject({ status: 'suspended', variables: { address: 'right' } });
    expect(await desk.runDueJobs()).toBe(0);
    await resume();
    await desk.runDueJobs();
    expect(await tasksOf(id)).toEqual(['file']);
  });

  it('are not resolved, since the case would go on', async () => {
    await expect(resolve(jobId)).rejects.toMatchObject({ code: 'runtime.instance-suspended' });
    await resume();
    await resolve(jobId);
    expect(await tasksOf(id)).toEqual(['file']);
  });

  it('can be cancelled', async () => {
    expect(await cancel(jobId)).toMatchObject({ outcome: 'activity-cancelled', instance: { status: 'cancelled' } });
  });
});

it('a failed job goes with its instance when that is cancelled', async () => {
  const [id] = await standing('posting');
  await desk.executor.execute(cancelInstance, { instanceId: id, reason: 'x' }, operator());
  expect(await desk.database.query('select id from job where instance_id = $1', [id])).toEqual([]);
});

describe('many failed jobs', () => {
  it('are found by element, by error and by when they failed, and each is done for itself', async () => {
    const [first, paying] = await standing('paying');
    const [second, posting] = await standing('posting');
    const found = async (filter: object) =>
      (await listFailedJobs(desk.database, { ...filter, limit: 200 })).items.map(({ id }) => id);
    expect(await found({ elementId: 'pay', instanceId: first })).toEqual([paying]);
    expect(await found({ elementId: 'post', instanceId: first })).toEqual([]);
    expect(await found({ error: 'NO SUCH', instanceId: second })).toEqual([posting]);
    expect(await found({ error: 'engine.uncaught-bpmn-error', instanceId: first })).toEqual([paying]);
    expect(await found({ error: 'engine.uncaught', instanceId: second })).toEqual([]);
    expect(await found({ failedSince: desk.inHours(0.01), instanceId: first })).toEqual([]);
    expect(await found({ failedSince: desk.inHours(-1), instanceId: first })).toEqual([paying]);

    await desk.executor.execute(suspendInstance, { instanceId: second, timers: 'keep-due', reason: 'x' }, operator());
    const how = { output: {}, reason: 'done by hand' };
    const { items } = await resolveFailedJobs(desk, { ids: [posting, paying], limit: 9 }, how, operator());
    expect(items).toMatchObject([
      { jobId: posting, outcome: 'refused', findings: [{ where: second, code: 'runtime.instance-suspended' }] },
      { jobId: paying, outcome: 'resolved', instance: { id: first, status: 'completed' } },
    ]);
    const cancelled = await cancelFailedJobs(desk, { instanceId: second, limit: 9 }, { reason: 'x' }, operator());
    expect(cancelled.items).toMatchObject([{ jobId: posting, outcome: 'activity-cancelled' }]);
  });

  it('are retried together, and waited for together', async () => {
    const ids = [(await standing('posting'))[1], (await standing('posting'))[1]];
    const outcomes = retryFailedJobs(desk, { ids, limit: 9 }, { variables: { address: 'right' }, wait: 20 }, operator());
    while ((await desk.runDueJobs()) < 2);
    expect((await outcomes).items).toMatchObject(ids.map((jobId) => ({ jobId, outcome: 'succeeded' })));
  });
});
