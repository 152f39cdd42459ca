import {
  cancelInstance,
  correlateMessage,
  getInstance,
  type JobHandler,
  listTimers,
  modifyInstance,
  resumeDefinition,
  resumeInstance,
  setVariables,
  suspendDefinition,
  suspendInstance,
} from '../index.js';
import { bpmn, sequence, serviceTask, userTask } from '../../../../test/support/bpmn-text.js';
import { openProcessDesk, type ProcessDesk } from '../testing/process-desk.js';

const HOUR_MS = 3_600_000;
const runs: string[] = [];
/** Set by a test that has something happen while the handler works. */
let meanwhile: () => Promise<unknown> = () => Promise.resolve();
const book: JobHandler = {
  topic: 'book',
  handle: async ({ jobId }) => {
    runs.push(jobId);
    await meanwhile();
    return { output: { booked: true } };
  },
};

const timer = (id: string, duration: string) =>
  `<intermediateCatchEvent id="${id}"><timerEventDefinition><timeDuration>${duration}</timeDuration></timerEventDefinition></intermediateCatchEvent>`;
const catching = `<intermediateCatchEvent id="catch"><extensionElements><camunda:properties>
  <camunda:property name="correlationKey" value="= order"/></camunda:properties></extensionElements>
  <messageEventDefinition messageRef="m"/></intermediateCatchEvent>`;

let desk: ProcessDesk;
beforeAll(async () => {
  desk = await openProcessDesk([book]);
  await desk.deploy({
    'task.bpmn': bpmn('task', sequence(userTask('check') + serviceTask('book', 'book'), 'check', 'book')),
    'timer.bpmn': bpmn('timer', sequence(timer('wait', 'PT10H'), 'wait')),
    'message.bpmn': bpmn('message', sequence(catching, 'catch'), '<message id="m" name="scan"/>'),
    'parent.bpmn': bpmn('parent', sequence('<callActivity id="call" calledElement="task"/>', 'call')),
  });
});
afterAll(() => desk.close());
beforeEach(() => {
  runs.length = 0;
  meanwhile = () => Promise.resolve();
});

const suspend = (instanceId: string, timers: 'keep-remaining' | 'keep-due' = 'keep-due', withCalled = false) =>
  desk.executor.execute(suspendInstance, { instanceId, timers, reason: 'checked by IT', withCalled }, desk.as('tungmt'));
const resume = (instanceId: string, withCalled = false) =>
  desk.executor.execute(resumeInstance, { instanceId, withCalled }, desk.as('tungmt'));
const statusOf = async (instanceId: string) => (await getInstance(desk.database, instanceId)).status;
const childOf = async (instanceId: string) => {
  const [child] = await desk.database.query<{ id: string }>('select id from process_instance where parent_instance_id = $1', [instanceId]);
  return child!.id;
};

describe('a suspended instance', () => {
  it('refuses the completion of its tasks until it is resumed', async () => {
    const id = await desk.start('task');
    const [task] = await desk.openTasks(id);
    expect(await suspend(id)).toEqual({ instances: 1 });
    await expect(desk.complete(task!.id)).rejects.toMatchObject({
      code: 'runtime.instance-suspended',
      findings: [{ mend: expect.any(String) }],
    });
    expect(await getInstance(desk.database, id)).toMatchObject({ status: 'active', suspendedAt: expect.any(String) });
    expect(await resume(id)).toEqual({ instances: 1 });
    await desk.complete(task!.id);
    await desk.runDueJobs();
    expect(await statusOf(id)).toBe('completed');
  });

  it('is suspended and resumed once, however often somebody says so', async () => {
    const id = await desk.start('task');
    expect([await suspend(id), await suspend(id)]).toEqual([{ instances: 1 }, { instances: 0 }]);
    expect([await resume(id), await resume(id)]).toEqual([{ instances: 1 }, { instances: 0 }]);
  });

  it('does not run its jobs, not even one that comes up while it is suspended', async () => {
    const id = await desk.start('task');
    await suspend(id);
    await desk.executor.execute(
      modifyInstance,
      { instanceId: id, reason: 'skips the check', instructions: [{ type: 'startBefore', element: 'book' }] },
      desk.as('tungmt'),
    );
    await desk.runDueJobs();
    expect(runs).toEqual([]);
    await resume(id);
    await desk.runDueJobs();
    expect(runs).toHaveLength(1);
  });

  it('gives up what a handler is doing, and has it done again without counting it as a failure', async () => {
    const id = await desk.start('task');
    await desk.complete((await desk.openTasks(id))[0]!.id);
    meanwhile = () => suspend(id);
    await desk.runDueJobs();
    expect(await statusOf(id)).toBe('active');
    const attempts = () => desk.database.query('select attempt, status from job where instance_id = $1', [id]);
    expect(await attempts()).toEqual([{ attempt: 0, status: 'suspended' }]);
    meanwhile = () => Promise.resolve();
    await resume(id);
    await desk.runDueJobs();
    expect(new Set(runs).size).toBe(1);
    expect(await statusOf(id)).toBe('completed');
  });

  it('takes no message, and takes the one that was kept for it when it is resumed', async () => {
    const id = await desk.start('message', { order: 'A' });
    await suspend(id);
    const message = { message: 'scan', correlationKey: 'A', variables: { pages: 3 }, timeToLive: 'P1D' };
    expect(await desk.executor.execute(correlateMessage, message, desk.as('vanthu'))).toMatchObject({ outcome: 'kept' });
    await resume(id);
    expect(await getInstance(desk.database, id)).toMatchObject({ status: 'completed', variables: { pages: 3 } });
  });

  it('is still changed by operators, and can be cancelled', async () => {
    const id = await desk.start('task');
    await suspend(id);
    await desk.executor.execute(setVariables, { instanceId: id, variables: { amount: 5 } }, desk.as('tungmt'));
    expect((await getInstance(desk.database, id)).variables).toEqual({ amount: 5 });
    await desk.executor.execute(cancelInstance, { instanceId: id, reason: 'not needed' }, desk.as('tungmt'));
    expect(await statusOf(id)).toBe('cancelled');
    expect(await desk.database.query('select 1 from job where instance_id = $1', [id])).toEqual([]);
  });

  it('leaves an audit entry with the reason', async () => {
    const id = await desk.start('task');
    await suspend(id, 'keep-remaining');
    const [entry] = await desk.database.query(
      `select actor, detail from audit_entry where subject_id = $1 and action = 'runtime.suspend-instance'`,
      [id],
    );
    expect(entry).toEqual({ actor: 'tungmt', detail: { timers: 'keep-remaining', reason: 'checked by IT' } });
  });
});

describe('the timers of a suspended instance', () => {
  const dueAfterTwelveHours = async (timers: 'keep-remaining' | 'keep-due') => {
    const id = await desk.start('timer');
    await suspend(id, timers);
    desk.clock.advance(12 * HOUR_MS);
    await desk.runDueJobs();
    expect(await statusOf(id)).toBe('active');
    await resume(id);
    await desk.runDueJobs();
    return id;
  };

  it('fire at once when it is resumed, if they kept their instant and that is over', async () => {
    expect(await statusOf(await dueAfterTwelveHours('keep-due'))).toBe('completed');
  });

  it('go on with the time that was left, if they were to keep that', async () => {
    const id = await dueAfterTwelveHours('keep-remaining');
    expect(await statusOf(id)).toBe('active');
    desk.clock.advance(9.9 * HOUR_MS);
    await desk.runDueJobs();
    expect(await statusOf(id)).toBe('active');
    desk.clock.advance(0.2 * HOUR_MS);
    await desk.runDueJobs();
    expect(await statusOf(id)).toBe('completed');
  });
});

it('a clock that was set back during the suspension makes no timer fire before its time', async () => {
  const id = await desk.start('timer');
  const due = async () => (await listTimers(desk.database, id, { limit: 5 })).items[0]!.dueAt;
  const before = await due();
  await suspend(id, 'keep-remaining');
  desk.clock.advance(-HOUR_MS);
  await resume(id);
  expect(await due()).toBe(before);
  desk.clock.advance(HOUR_MS);
});

it('a timer that an operator arms during the suspension waits its whole time from the resumption', async () => {
  const text = bpmn('late', sequence(userTask('check') + timer('wait', 'PT10H'), 'check', 'wait'));
  await desk.deploy({ 'late.bpmn': text });
  const id = await desk.start('late');
  await suspend(id, 'keep-remaining');
  desk.clock.advance(5 * HOUR_MS);
  const instructions = [{ type: 'startBefore', element: 'wait' }] as const;
  await desk.executor.execute(modifyInstance, { instanceId: id, reason: 'skips the check', instructions }, desk.as('tungmt'));
  desk.clock.advance(2 * HOUR_MS);
  await resume(id);
  const [armed] = (await listTimers(desk.database, id, { limit: 5 })).items;
  expect((Date.parse(armed!.dueAt) - Date.parse(desk.inHours(0))) / HOUR_MS).toBeCloseTo(10, 1);
});

describe('a called instance', () => {
  it('runs on while its caller is suspended, which hears of its end when it is resumed', async () => {
    const id = await desk.start('parent');
    await suspend(id);
    const child = await childOf(id);
    await desk.complete((await desk.openTasks(child))[0]!.id);
    await desk.runDueJobs();
    expect([await statusOf(child), await statusOf(id)]).toEqual(['completed', 'active']);
    await resume(id);
    await desk.runDueJobs();
    expect(await statusOf(id)).toBe('completed');
  });

  it('is suspended and resumed with its caller where that is asked for', async () => {
    const id = await desk.start('parent');
    expect(await suspend(id, 'keep-due', true)).toEqual({ instances: 2 });
    const [task] = await desk.openTasks(await childOf(id));
    await expect(desk.complete(task!.id)).rejects.toMatchObject({ code: 'runtime.instance-suspended' });
    expect(await resume(id, true)).toEqual({ instances: 2 });
    await desk.complete(task!.id);
  });

  it('is not cancelled alone, since its caller would wait for ever', async () => {
    const id = await desk.start('parent');
    const child = await childOf(id);
    const alone = desk.executor.execute(cancelInstance, { instanceId: child, reason: 'x' }, desk.as('tungmt'));
    await expect(alone).rejects.toMatchObject({ code: 'runtime.called-instance' });
    const emptied = desk.executor.execute(
      modifyInstance,
      { instanceId: child, reason: 'x', instructions: [{ type: 'cancelAll', element: 'check' }] },
      desk.as('tungmt'),
    );
    await expect(emptied).rejects.toMatchObject({ code: 'runtime.called-instance' });
    expect(await statusOf(child)).toBe('active');
  });
});

describe('a suspended definition', () => {
  it('starts no instance, suspends those that run, and lets all go on together', async () => {
    const definition = bpmn('held', sequence(userTask('check'), 'check'));
    const { definitions } = await desk.deploy({ 'held.bpmn': definition });
    const definitionId = definitions[0]!.id;
    const ids = [await desk.start('held'), await desk.start('held')];
    const input = { definitionId, timers: 'keep-due', reason: 'a fault in the model' } as const;
    expect(await suspendDefinition(desk, input, desk.as('tungmt'))).toEqual({ instances: 2 });
    await expect(desk.start('held')).rejects.toMatchObject({ code: 'runtime.definition-suspended' });
    for (const id of ids) expect((await getInstance(desk.database, id)).suspendedAt).not.toBeNull();
    expect(await resumeDefinition(desk, { definitionId }, desk.as('tungmt'))).toEqual({ instances: 2 });
    await desk.complete((await desk.openTasks(ids[0]!))[0]!.id);
    expect(await statusOf(await desk.start('held'))).toBe('active');
  });
});
