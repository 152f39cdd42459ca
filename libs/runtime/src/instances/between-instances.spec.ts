import { cancelInstance, completeUserTask, correlateMessage, getInstance, listFailedJobs } from '../index.js';
import { bpmn, messageCatch, sequence, userTask } from '../../../../test/support/bpmn-text.js';
import { holdBeforeCommit, waitingForLocks } from '../testing/held-transaction.js';
import { openProcessDesk, type ProcessDesk } from '../testing/process-desk.js';

const MESSAGE = '<message id="m" name="reply.sent"/>';
const ESCALATIONS = '<escalation id="slow" escalationCode="SLOW"/><escalation id="late" escalationCode="LATE"/>';

let desk: ProcessDesk;
beforeEach(async () => {
  desk = await openProcessDesk();
});
afterEach(() => desk.close());

const statusOf = async (id: string) => (await getInstance(desk.database, id)).status;
const openElements = async (id: string) =>
  (await getInstance(desk.database, id)).activeActivities.map(({ elementId }) => elementId);
const kept = () => desk.database.query<{ expiresAt: string }>('select expires_at as "expiresAt" from kept_message');
const calledBy = async (caller: string) =>
  (
    await desk.database.query<{ id: string }>('select id from process_instance where parent_instance_id = $1', [caller])
  )[0]!.id;

describe('a message that a process throws', () => {
  const throwing = `<sendTask id="throw" messageRef="m"><extensionElements>
      <camunda:properties><camunda:property name="correlationKey" value="= order"/></camunda:properties>
      <camunda:inputOutput><camunda:inputParameter name="pages">= pages</camunda:inputParameter></camunda:inputOutput>
      </extensionElements></sendTask>`;
  beforeEach(() =>
    desk.deploy({
      'throwing.bpmn': bpmn('throwing', sequence(throwing, 'throw'), MESSAGE),
      'waiting.bpmn': bpmn('waiting', sequence(messageCatch('wait', '= order'), 'wait'), MESSAGE),
    }),
  );

  it('reaches the instance that waits for it in a transaction of its own, with what it carries', async () => {
    const waiting = await desk.start('waiting', { order: 'A' });
    const thrower = await desk.start('throwing', { order: 'A', pages: 4, secret: 1 });
    expect([await statusOf(thrower), await statusOf(waiting)]).toEqual(['completed', 'active']);
    await desk.runDueJobs();
    const { status, variables } = await getInstance(desk.database, waiting);
    expect([status, variables]).toEqual(['completed', expect.objectContaining({ pages: 4 })]);
    expect(variables).not.toHaveProperty('secret');
    expect(await kept()).toEqual([]);
  });

  it('is kept an hour for whoever comes to wait for it', async () => {
    await desk.start('throwing', { order: 'B', pages: 1 });
    await desk.runDueJobs();
    const [message] = await kept();
    expect((Date.parse(message!.expiresAt) - desk.clock.now().getTime()) / 3_600_000).toBeCloseTo(1, 2);
    expect(await statusOf(await desk.start('waiting', { order: 'B' }))).toBe('completed');
    expect(await kept()).toEqual([]);
  });

  it('that fits several does not hold up its thrower but stands as a failed job', async () => {
    await desk.start('waiting', { order: 'C' });
    await desk.start('waiting', { order: 'C' });
    const thrower = await desk.start('throwing', { order: 'C', pages: 1 });
    for (let attempt = 1; attempt <= 3; attempt++) {
      await desk.runDueJobs();
      desk.clock.advance(60_000);
    }
    expect(await statusOf(thrower)).toBe('completed');
    expect((await listFailedJobs(desk.database, { limit: 10 })).items).toMatchObject([
      { kind: 'message', instanceId: thrower, error: { code: 'runtime.ambiguous-message' } },
    ]);
  });
});

describe('an escalation that leaves a called process', () => {
  const escalate = (id: string, ref: string) =>
    `<intermediateThrowEvent id="${id}"><escalationEventDefinition escalationRef="${ref}"/></intermediateThrowEvent>`;
  const caughtAs = (id: string, ref: string, attributes = 'cancelActivity="false"') =>
    `<boundaryEvent id="${id}" attachedToRef="call" ${attributes}><escalationEventDefinition escalationRef="${ref}"/>
     </boundaryEvent>${userTask(`${id}-task`)}<sequenceFlow id="${id}-flow" sourceRef="${id}" targetRef="${id}-task"/>`;
  const call = '<callActivity id="call" calledElement="child"/>';
  const child = (...parts: [string, string][]) =>
    bpmn('child', sequence(parts.map(([, text]) => text).join(''), ...parts.map(([id]) => id)), ESCALATIONS);

  it('reaches its caller before its end does, each in its order', async () => {
    await desk.deploy({
      'child.bpmn': child(['one', escalate('one', 'slow')], ['two', escalate('two', 'late')]),
      'parent.bpmn': bpmn('parent', sequence(call + caughtAs('slowly', 'slow') + caughtAs('lately', 'late'), 'call'), ESCALATIONS),
    });
    const parent = await desk.start('parent');
    const jobs = await desk.database.query<{ id: string; kind: string }>(
      'select id, kind from job where instance_id = $1 order by number',
      [parent],
    );
    expect(jobs.map(({ kind }) => kind)).toEqual(['child-escalated', 'child-escalated', 'child-ended']);
    for (const { id } of [...jobs].reverse().slice(0, 2)) await desk.deliver(id);
    expect(await openElements(parent)).toEqual(['call']);
    for (const { id } of jobs) await desk.deliver(id);
    expect((await openElements(parent)).sort()).toEqual(['lately-task', 'slowly-task']);
  });

  it('that interrupts the call ends the called process at once, before anything behind the event happens', async () => {
    await desk.deploy({
      'child.bpmn': child(['one', escalate('one', 'slow')], ['work', userTask('work')]),
      'parent.bpmn': bpmn('parent', sequence(call + caughtAs('slowly', 'slow', ''), 'call'), ESCALATIONS),
    });
    const parent = await desk.start('parent');
    const called = await calledBy(parent);
    expect(await statusOf(called)).toBe('cancelled');
    expect(await openElements(parent)).toEqual(['call']);
    await desk.runDueJobs();
    expect(await openElements(parent)).toEqual(['slowly-task']);
    expect(await desk.database.query('select 1 from job')).toEqual([]);
  });

  it('is for nobody when the caller was cancelled', async () => {
    await desk.deploy({
      'child.bpmn': child(['one', escalate('one', 'slow')]),
      'parent.bpmn': bpmn('parent', sequence(call, 'call'), ESCALATIONS),
    });
    const parent = await desk.start('parent');
    await desk.executor.execute(cancelInstance, { instanceId: parent, reason: 'test' }, desk.as('vanthu'));
    await desk.runDueJobs();
    expect(await desk.database.query('select 1 from job')).toEqual([]);
  });
});

it('a call that is interrupted while the called process ends leaves no news of that behind', async () => {
  const gaveUp = `<boundaryEvent id="gave-up" attachedToRef="call"><messageEventDefinition messageRef="m"/></boundaryEvent>
    ${userTask('tidy')}<sequenceFlow id="f" sourceRef="gave-up" targetRef="tidy"/>`;
  await desk.deploy({
    'child.bpmn': bpmn('child', sequence(userTask('work'), 'work')),
    'parent.bpmn': bpmn('parent', sequence('<callActivity id="call" calledElement="child"/>' + gaveUp, 'call'), MESSAGE),
  });
  const parent = await desk.start('parent');
  const child = await calledBy(parent);
  const [work] = await desk.openTasks(child);
  const ending = holdBeforeCommit(desk, completeUserTask, { taskId: work!.id, variables: {} });
  await ending.written;
  const interrupting = desk.executor.execute(correlateMessage, { message: 'reply.sent' }, desk.as('vanthu'));
  await waitingForLocks(desk.database, 1);
  await ending.commit();
  await interrupting;
  expect(await statusOf(child)).toBe('completed');
  expect(await openElements(parent)).toEqual(['tidy']);
  expect(await desk.database.query('select 1 from job')).toEqual([]);
});

describe('a task before which the step is divided', () => {
  it('is begun by a job that needs no handler', async () => {
    const task = userTask('later', 'camunda:asyncBefore="true" camunda:candidateGroups="clerk"');
    await desk.deploy({ 'divided.bpmn': bpmn('divided', sequence(task, 'later')) });
    const id = await desk.start('divided');
    expect(await desk.openTasks(id)).toEqual([]);
    await desk.runDueJobs();
    expect(await desk.openTasks(id)).toMatchObject([{ name: 'later' }]);
  });
});

describe('who starts an instance', () => {
  it('is known to the process that asks for it', async () => {
    const text = bpmn('begun', sequence(userTask('work', 'camunda:assignee="= starter"'), 'work'));
    await desk.deploy({ 'begun.bpmn': text.replace('<startEvent id="begin"/>', '<startEvent id="begin" camunda:initiator="starter"/>') });
    const id = await desk.start('begun');
    expect((await getInstance(desk.database, id)).variables).toMatchObject({ starter: 'vanthu' });
  });
});
