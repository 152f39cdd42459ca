import {
  cancelInstance,
  getInstance,
  type JobHandler,
  listActivities,
} from '../index.js';
import { bpmn, sequence, serviceTask, userTask } from '../../../../test/support/bpmn-text.js';
import { openProcessDesk, type ProcessDesk } from '../testing/process-desk.js';

const book: JobHandler = {
  topic: 'book',
  handle: (job) => Promise.resolve({ output: { seen: job.variables['amount'] ?? null, booked: true } }),
};

let desk: ProcessDesk;
beforeAll(async () => {
  desk = await openProcessDesk([book]);
});
afterAll(() => desk.close());

describe('a case', () => {
  beforeAll(async () => {
    const steps = userTask('check') + serviceTask('book', 'book');
    await desk.deploy({ 'ordinary.bpmn': bpmn('ordinary', sequence(steps, 'check', 'book')) });
  });

  it('goes from a person to a handler to its end, with its history', async () => {
    const id = await desk.start('ordinary', { amount: 5 });
    const [open] = await desk.openTasks(id);
    expect(open).toMatchObject({ name: 'check', groups: ['clerk'] });
    await desk.complete(open!.id, { amount: 7 }, 'cuongpv');
    expect(await getInstance(desk.database, id)).toMatchObject({
      status: 'active',
      activeActivities: [{ elementId: 'book' }],
      variables: { amount: 7 },
    });
    await desk.runDueJobs();
    expect(await getInstance(desk.database, id)).toMatchObject({
      status: 'completed',
      activeActivities: [],
      variables: { amount: 7, seen: 7, booked: true },
    });
    const { items } = await listActivities(desk.database, id, { limit: 50 });
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
    const rows = await desk.database.query(
      `select 1 from job j join process_instance i on i.id = j.instance_id where i.status <> 'active'
       union all select 1 from message_subscription s join process_instance i on i.id = s.instance_id where i.status <> 'active'
       union all select 1 from user_task t join process_instance i on i.id = t.instance_id
                 where i.status <> 'active' and t.status = 'open'`,
    );
    expect(rows).toEqual([]);
  });

  it('lets one of two people complete a task and tells the other', async () => {
    const id = await desk.start('ordinary');
    const [open] = await desk.openTasks(id);
    const results = await Promise.allSettled([desk.complete(open!.id, {}, 'a'), desk.complete(open!.id, {}, 'b')]);
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    const refused = results.find((result) => result.status === 'rejected');
    expect(refused?.reason).toMatchObject({ code: 'runtime.task-not-open' });
    expect(await desk.database.query('select count(*) as jobs from job where instance_id = $1', [id])).toEqual([{ jobs: 1 }]);
  });

  it('that is cancelled closes its tasks and takes no further completion', async () => {
    const id = await desk.start('ordinary');
    const [open] = await desk.openTasks(id);
    await desk.executor.execute(cancelInstance, { instanceId: id, reason: 'registered twice' }, desk.as('vanthu'));
    expect(await desk.openTasks(id)).toEqual([]);
    expect(await getInstance(desk.database, id)).toMatchObject({ status: 'cancelled', endReason: 'registered twice' });
    await expect(desk.complete(open!.id)).rejects.toMatchObject({ code: 'runtime.task-not-open' });
    await expect(
      desk.executor.execute(cancelInstance, { instanceId: id, reason: 'again' }, desk.as('vanthu')),
    ).rejects.toMatchObject({ code: 'runtime.instance-ended' });
  });

  it('of an unknown process or task is refused as not found', async () => {
    await expect(desk.start('nowhere')).rejects.toMatchObject({ code: 'runtime.definition-not-found' });
    await expect(desk.complete('00000000-0000-7000-8000-000000000000')).rejects.toMatchObject({ code: 'runtime.task-not-found' });
  });

  it('leaves an audit entry of every change with actor and request', async () => {
    const id = await desk.start('ordinary');
    const [open] = await desk.openTasks(id);
    await desk.complete(open!.id, {}, 'cuongpv');
    const trail = await desk.database.query(
      `select action, actor, request_id as request from audit_entry where subject_id in ($1, $2) order by id`,
      [id, open!.id],
    );
    expect(trail).toEqual([
      { action: 'runtime.start-instance', actor: 'vanthu', request: 'test-vanthu' },
      { action: 'runtime.complete-user-task', actor: 'cuongpv', request: 'test-cuongpv' },
    ]);
  });
});

describe('a timer', () => {
  it('is a row that fires when its time has come', async () => {
    const timer = `<intermediateCatchEvent id="wait">
      <timerEventDefinition><timeDuration>P40D</timeDuration></timerEventDefinition></intermediateCatchEvent>`;
    await desk.deploy({ 'patient.bpmn': bpmn('patient', sequence(timer, 'wait')) });
    const id = await desk.start('patient');
    const [timerJob] = await desk.database.query<{ id: string }>('select id from job where instance_id = $1', [id]);
    desk.clock.advance(39.9 * 86_400_000);
    await desk.deliver(timerJob!.id); // a queue whose clock is ahead
    expect((await getInstance(desk.database, id)).status).toBe('active');
    desk.clock.advance(0.2 * 86_400_000);
    await desk.runDueJobs();
    expect((await getInstance(desk.database, id)).status).toBe('completed');
  });
});

describe('a called process', () => {
  it('tells its caller of its end, unless the caller was cancelled before, and is cancelled with it', async () => {
    const call = `<callActivity id="call" calledElement="child"><extensionElements><camunda:in variables="all"/>
      <camunda:out source="answer" target="result"/></extensionElements></callActivity>`;
    await desk.deploy({
      'child.bpmn': bpmn('child', sequence(userTask('inner'), 'inner')),
      'parent.bpmn': bpmn('parent', sequence(call, 'call')),
    });
    const childOf = async (parent: string) => {
      const [child] = await desk.database.query<{ id: string }>(
        'select id from process_instance where parent_instance_id = $1',
        [parent],
      );
      return child!.id;
    };

    const first = await desk.start('parent', { question: 'when?' });
    const child = await childOf(first);
    expect((await getInstance(desk.database, child)).variables).toMatchObject({ question: 'when?' });
    await desk.complete((await desk.openTasks(child))[0]!.id, { answer: 'today' });
    await desk.runDueJobs();
    expect(await getInstance(desk.database, first)).toMatchObject({ status: 'completed', variables: { result: 'today' } });

    const atOnce = await desk.start('parent');
    await desk.complete((await desk.openTasks(await childOf(atOnce)))[0]!.id, {});
    await desk.executor.execute(cancelInstance, { instanceId: atOnce, reason: 'too late' }, desk.as('vanthu'));
    await desk.runDueJobs();
    expect(await desk.database.query('select 1 from job where instance_id = $1', [atOnce])).toEqual([]);

    const second = await desk.start('parent');
    await desk.executor.execute(cancelInstance, { instanceId: second, reason: 'not needed' }, desk.as('vanthu'));
    expect((await getInstance(desk.database, await childOf(second))).status).toBe('cancelled');
  });
});
