import type { JobHandler } from './index.js';
import {
  BpmnError,
  cancelInstance,
  completeUserTask,
  correlateMessage,
  deployProcesses,
  getInstance,
  listActivities,
  listFailedJobs,
  retryJob,
  startInstance,
} from './index.js';
import { createTestDatabase, type TestDatabase } from '../../../test/support/database.js';
import { createTestExecutor, type TestExecutor } from '../../../test/support/executor.js';

/** A process of one file: the elements between `<process>` and `</process>`. */
const bpmn = (key: string, elements: string, roots = '') => `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:camunda="http://camunda.org/schema/1.0/bpmn"
    xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" id="d" targetNamespace="test">
  ${roots}<process id="${key}" isExecutable="true">${elements}</process>
</definitions>`;

const flow = (source: string, target: string) => `<sequenceFlow id="${source}-${target}" sourceRef="${source}" targetRef="${target}"/>`;
const chain = (...ids: string[]) => ids.slice(1).map((id, index) => flow(ids[index]!, id)).join('');

let test: TestDatabase;
let calls: string[];
let failures: Error[];
let runtime: TestExecutor;

const recordingHandler: JobHandler = {
  topic: 'record',
  handle: (job) => {
    calls.push(job.jobId);
    const failure = failures.shift();
    if (failure) return Promise.reject(failure);
    return Promise.resolve({
      output: { seen: job.variables['amount'] ?? null },
      commit: async (context) => {
        await context.tx.execute('insert into ledger values ($1)', [job.jobId]);
        return { booked: true };
      },
    });
  },
};

beforeAll(async () => {
  test = await createTestDatabase();
  await test.database.query('create table ledger (job_id uuid not null)');
});
afterAll(() => test.close());

beforeEach(async () => {
  runtime = createTestExecutor(test.database, { handlers: [recordingHandler] });
  await runtime.runDueJobs(); // what an earlier test left behind
  calls = [];
  failures = [];
});

const clerk = () => runtime.as('vanthu');
const deploy = (...files: [string, string][]) =>
  runtime.executor.execute(
    deployProcesses,
    { resources: files.map(([name, content]) => ({ name, content: Buffer.from(content) })) },
    clerk(),
  );
const start = async (key: string, variables = {}) =>
  (await runtime.executor.execute(startInstance, { key, variables, businessKey: 'case-1' }, clerk())).instanceId;
const openTasks = (instanceId: string) =>
  test.database.query<{ id: string; name: string; dueAt: string | null; groups: string[] }>(
    `select id, name, due_at as "dueAt", candidate_groups as groups from user_task
     where instance_id = $1 and status = 'open' order by activity_key`,
    [instanceId],
  );
const complete = (taskId: string, variables = {}, login = 'vanthu') =>
  runtime.executor.execute(completeUserTask, { taskId, variables }, runtime.as(login));
const jobOf = async (instanceId: string) =>
  (await test.database.query<{ id: string }>('select id from job where instance_id = $1', [instanceId]))[0]!.id;
const bookings = async (jobId: string) =>
  (await test.database.query('select 1 from ledger where job_id = $1', [jobId])).length;

const task = (id: string, attributes = 'camunda:candidateGroups="clerk"') => `<userTask id="${id}" name="${id}" ${attributes}/>`;
const service = (id: string, retries = 'R2/PT10S') =>
  `<serviceTask id="${id}" camunda:type="external" camunda:topic="record"><extensionElements>
     <camunda:failedJobRetryTimeCycle>${retries}</camunda:failedJobRetryTimeCycle></extensionElements></serviceTask>`;
const ends = '<startEvent id="begin"/><endEvent id="end"/>';

describe('a case', () => {
  beforeAll(async () => {
    runtime = createTestExecutor(test.database, { handlers: [recordingHandler] });
    await deploy(['a.bpmn', bpmn('ordinary', `${ends}${task('check')}${service('book')}${chain('begin', 'check', 'book', 'end')}`)]);
  });

  it('goes from a person to a handler to its end, with its history', async () => {
    const id = await start('ordinary', { amount: 5 });
    const [open] = await openTasks(id);
    expect(open).toMatchObject({ name: 'check', groups: ['clerk'] });
    await complete(open!.id, { amount: 7 }, 'cuongpv');
    expect(await getInstance(test.database, id)).toMatchObject({
      status: 'active',
      activeActivities: [{ elementId: 'book' }],
      variables: { amount: 7 },
    });
    await runtime.runDueJobs();
    expect(await getInstance(test.database, id)).toMatchObject({
      status: 'completed',
      activeActivities: [],
      variables: { amount: 7, seen: 7, booked: true },
    });
    const { items } = await listActivities(test.database, id, { limit: 50 });
    expect(items.map(({ elementId, completedBy }) => [elementId, completedBy])).toEqual([
      ['ordinary', null],
      ['begin', null],
      ['check', 'cuongpv'],
      ['book', null],
      ['end', null],
    ]);
    expect(items.every(({ endedAt }) => endedAt !== null)).toBe(true);
  });

  it('leaves nothing waiting behind when it has ended', async () => {
    const rows = await test.database.query(
      `select 1 from job j join process_instance i on i.id = j.instance_id where i.status <> 'active'
       union all select 1 from message_subscription s join process_instance i on i.id = s.instance_id where i.status <> 'active'
       union all select 1 from user_task t join process_instance i on i.id = t.instance_id
                 where i.status <> 'active' and t.status = 'open'`,
    );
    expect(rows).toEqual([]);
  });

  it('lets one of two people complete a task and tells the other', async () => {
    const id = await start('ordinary');
    const [open] = await openTasks(id);
    const results = await Promise.allSettled([complete(open!.id, {}, 'a'), complete(open!.id, {}, 'b')]);
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    const refused = results.find((result) => result.status === 'rejected');
    expect(refused?.reason).toMatchObject({ code: 'runtime.task-not-open' });
    expect(await test.database.query('select count(*) as jobs from job where instance_id = $1', [id])).toEqual([{ jobs: 1 }]);
  });

  it('that is cancelled closes its tasks and takes no further completion', async () => {
    const id = await start('ordinary');
    const [open] = await openTasks(id);
    await runtime.executor.execute(cancelInstance, { instanceId: id, reason: 'registered twice' }, clerk());
    expect(await openTasks(id)).toEqual([]);
    expect(await getInstance(test.database, id)).toMatchObject({ status: 'cancelled', endReason: 'registered twice' });
    await expect(complete(open!.id)).rejects.toMatchObject({ code: 'runtime.task-not-open' });
    await expect(
      runtime.executor.execute(cancelInstance, { instanceId: id, reason: 'again' }, clerk()),
    ).rejects.toMatchObject({ code: 'runtime.instance-ended' });
  });

  it('of an unknown process or task is refused as not found', async () => {
    await expect(start('nowhere')).rejects.toMatchObject({ code: 'runtime.definition-not-found' });
    await expect(complete('00000000-0000-7000-8000-000000000000')).rejects.toMatchObject({ code: 'runtime.task-not-found' });
  });

  it('leaves an audit entry of every change with actor and request', async () => {
    const id = await start('ordinary');
    const [open] = await openTasks(id);
    await complete(open!.id, {}, 'cuongpv');
    const trail = await test.database.query(
      `select action, actor, request_id as request from audit_entry where subject_id in ($1, $2) order by id`,
      [id, open!.id],
    );
    expect(trail).toEqual([
      { action: 'runtime.start-instance', actor: 'vanthu', request: 'test-vanthu' },
      { action: 'runtime.complete-user-task', actor: 'cuongpv', request: 'test-cuongpv' },
    ]);
  });
});

describe('a service task', () => {
  beforeAll(async () => {
    runtime = createTestExecutor(test.database, { handlers: [recordingHandler] });
    await deploy(['s.bpmn', bpmn('booking', `${ends}${service('book')}${chain('begin', 'book', 'end')}`)]);
  });

  it('commits what its handler hands back in the same transaction, once', async () => {
    const id = await start('booking');
    const job = await jobOf(id);
    await runtime.runDueJobs();
    expect(await bookings(job)).toBe(1);
    expect(calls).toEqual([job]);
  });

  it('that fails is tried again after the pause of its retry cycle, with the same job id', async () => {
    failures = [new Error('mail server away')];
    const id = await start('booking');
    await runtime.runDueJobs();
    expect(calls).toHaveLength(1);
    test.clock.advance(9_000);
    expect(await runtime.runDueJobs()).toBe(0);
    test.clock.advance(2_000);
    await runtime.runDueJobs();
    expect(calls).toEqual([calls[0], calls[0]]);
    expect((await getInstance(test.database, id)).status).toBe('completed');
  });

  it('out of attempts stands as a failed job with its error, and goes on when an operator retries it', async () => {
    failures = [new Error('first'), new Error('second')];
    const id = await start('booking');
    await runtime.runDueJobs();
    test.clock.advance(11_000);
    await runtime.runDueJobs();
    const failed = (await listFailedJobs(test.database, { limit: 10 })).items.find(({ instanceId }) => instanceId === id);
    expect(failed).toMatchObject({ elementId: 'book', topic: 'record', attempts: 2, error: { message: 'second' } });
    test.clock.advance(3_600_000);
    expect(await runtime.runDueJobs()).toBe(0);

    await runtime.executor.execute(retryJob, { jobId: failed!.id }, runtime.as('quantri'));
    await runtime.runDueJobs();
    expect((await getInstance(test.database, id)).status).toBe('completed');
    await expect(
      runtime.executor.execute(retryJob, { jobId: failed!.id }, runtime.as('quantri')),
    ).rejects.toMatchObject({ code: 'runtime.job-not-found' });
  });

  it('whose BPMN error nothing catches becomes a failed job, never a lost case', async () => {
    failures = [new BpmnError('NO_BUDGET', 'none left'), new BpmnError('NO_BUDGET', 'none left')];
    const id = await start('booking');
    await runtime.runDueJobs();
    test.clock.advance(11_000);
    await runtime.runDueJobs();
    const failed = (await listFailedJobs(test.database, { limit: 10 })).items.find(({ instanceId }) => instanceId === id);
    expect(failed?.error).toMatchObject({ code: 'engine.uncaught-bpmn-error' });
    expect((await getInstance(test.database, id)).status).toBe('active');
  });

  it('whose worker died is run by another when the lease has ended, and settles once', async () => {
    const id = await start('booking');
    await test.database.query(
      `update job set lease_owner = 'worker-dead', lease_until = business_now() + interval '30 s', attempt = 1
       where instance_id = $1`,
      [id],
    );
    const job = await jobOf(id);
    test.clock.advance(25_000);
    await runtime.runDueJobs();
    expect(calls).toEqual([]);
    test.clock.advance(6_000);
    await runtime.runDueJobs();
    expect(calls).toEqual([job]);
    expect(await bookings(job)).toBe(1);
  });
});

describe('a timer', () => {
  it('is a row that fires when its time has come', async () => {
    const timer = `<intermediateCatchEvent id="wait"><timerEventDefinition><timeDuration>P40D</timeDuration></timerEventDefinition></intermediateCatchEvent>`;
    await deploy(['t.bpmn', bpmn('patient', `${ends}${timer}${chain('begin', 'wait', 'end')}`)]);
    const id = await start('patient');
    test.clock.advance(39.9 * 86_400_000);
    await runtime.runDueJobs();
    expect((await getInstance(test.database, id)).status).toBe('active');
    test.clock.advance(0.2 * 86_400_000);
    await runtime.runDueJobs();
    expect((await getInstance(test.database, id)).status).toBe('completed');
  });
});

describe('a message', () => {
  const catching = `<intermediateCatchEvent id="wait"><extensionElements><camunda:properties>
      <camunda:property name="correlationKey" value="= order"/></camunda:properties></extensionElements>
      <messageEventDefinition messageRef="m"/></intermediateCatchEvent>`;
  beforeAll(() =>
    deploy(['m.bpmn', bpmn('waiting', `${ends}${catching}${chain('begin', 'wait', 'end')}`, '<message id="m" name="scan.arrived"/>')]),
  );
  const send = (correlationKey: string, variables = {}) =>
    runtime.executor.execute(correlateMessage, { message: 'scan.arrived', correlationKey, variables }, clerk());

  it('reaches the one instance that waits for its key, once', async () => {
    const [mine, other] = [await start('waiting', { order: 'A' }), await start('waiting', { order: 'B' })];
    expect(await send('A', { pages: 3 })).toEqual({ delivered: true });
    expect(await getInstance(test.database, mine)).toMatchObject({ status: 'completed', variables: { pages: 3 } });
    expect((await getInstance(test.database, other)).status).toBe('active');
    expect(await send('A')).toEqual({ delivered: false });
  });
});

describe('a called process', () => {
  it('tells its caller of its end, and is cancelled with it', async () => {
    await deploy(
      ['child.bpmn', bpmn('child', `${ends}${task('inner')}${chain('begin', 'inner', 'end')}`)],
      [
        'parent.bpmn',
        bpmn(
          'parent',
          `${ends}<callActivity id="call" calledElement="child"><extensionElements><camunda:in variables="all"/>
             <camunda:out source="answer" target="result"/></extensionElements></callActivity>${chain('begin', 'call', 'end')}`,
        ),
      ],
    );
    const childOf = async (id: string) =>
      (await test.database.query<{ id: string }>('select id from process_instance where parent_instance_id = $1', [id]))[0]!.id;

    const first = await start('parent', { question: 'when?' });
    const child = await childOf(first);
    expect((await getInstance(test.database, child)).variables).toMatchObject({ question: 'when?' });
    await complete((await openTasks(child))[0]!.id, { answer: 'today' });
    await runtime.runDueJobs();
    expect(await getInstance(test.database, first)).toMatchObject({ status: 'completed', variables: { result: 'today' } });

    const second = await start('parent');
    await runtime.executor.execute(cancelInstance, { instanceId: second, reason: 'not needed' }, clerk());
    expect((await getInstance(test.database, await childOf(second))).status).toBe('cancelled');
  });
});

describe('a deployment', () => {
  const good = bpmn('stable', `${ends}${task('check')}${chain('begin', 'check', 'end')}`);

  it('of the same content makes no new version, of other content the next one', async () => {
    expect((await deploy(['s.bpmn', good])).definitions).toMatchObject([{ version: 1, unchanged: false }]);
    expect(await deploy(['s.bpmn', good])).toMatchObject({ deploymentId: null, definitions: [{ version: 1, unchanged: true }] });
    const id = await start('stable');
    const changed = good.replace('name="check"', 'name="look"');
    expect((await deploy(['s.bpmn', changed])).definitions).toMatchObject([{ version: 2, unchanged: false }]);
    expect((await openTasks(id))[0]!.name).toBe('check');
    expect((await openTasks(await start('stable')))[0]!.name).toBe('look');
  });

  it('with errors is refused whole, with every finding of every file', async () => {
    const bad = bpmn(
      'bad',
      `${ends}${task('noform', 'camunda:candidateGroups="clerk" camunda:formKey="missing"')}
       <serviceTask id="notopic" camunda:type="external" camunda:topic="unheard-of"/>
       <callActivity id="nocall" calledElement="nothing-there"/><complexGateway id="unknown"/>
       ${chain('begin', 'noform', 'notopic', 'nocall', 'unknown', 'end')}`,
    );
    const refusal = await deploy(['fine.bpmn', good.replaceAll('stable', 'fine')], ['bad.bpmn', bad], ['broken.bpmn', '<x']).catch(
      (error: { code: string; findings: { where: string }[] }) => error,
    );
    expect(refusal).toMatchObject({ code: 'runtime.deployment-refused' });
    const where = (refusal as { findings: { where: string }[] }).findings.map((finding) => finding.where).join(' ');
    for (const part of ['noform', 'notopic', 'nocall', 'unknown', 'broken.bpmn']) expect(where).toContain(part);
    await expect(start('fine')).rejects.toMatchObject({ code: 'runtime.definition-not-found' });
  });
});
