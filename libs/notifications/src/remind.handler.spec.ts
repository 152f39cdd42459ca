import { cancelInstance, completeUserTask, startInstance } from '#runtime';
import { openTestOffice, type TestOffice } from '../../../test/support/office.js';
import { listNotifications, notificationsHandlers } from './index.js';

/** Two tasks side by side, and a reminder for whoever has one of them open when it fires. */
const PROCESS = `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:camunda="http://camunda.org/schema/1.0/bpmn"
    xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" id="d" targetNamespace="test">
  <process id="reminded" isExecutable="true">
    <startEvent id="begin"/>
    <parallelGateway id="split"/>
    <userTask id="draft" name="Dự thảo" camunda:assignee="= drafter"/>
    <userTask id="contribute" name="Góp ý" camunda:candidateUsers="= users" camunda:candidateGroups="= groups"/>
    <intermediateCatchEvent id="soon">
      <timerEventDefinition id="soon-timer"><timeDate xsi:type="tFormalExpression">= remindAt</timeDate></timerEventDefinition>
    </intermediateCatchEvent>
    <serviceTask id="remind" camunda:type="external" camunda:topic="notifications.remind"/>
    <endEvent id="drafted"/>
    <endEvent id="contributed"/>
    <endEvent id="reminded-all"/>
    <sequenceFlow id="f1" sourceRef="begin" targetRef="split"/>
    <sequenceFlow id="f2" sourceRef="split" targetRef="draft"/>
    <sequenceFlow id="f3" sourceRef="split" targetRef="contribute"/>
    <sequenceFlow id="f4" sourceRef="split" targetRef="soon"/>
    <sequenceFlow id="f5" sourceRef="soon" targetRef="remind"/>
    <sequenceFlow id="f6" sourceRef="draft" targetRef="drafted"/>
    <sequenceFlow id="f7" sourceRef="contribute" targetRef="contributed"/>
    <sequenceFlow id="f8" sourceRef="remind" targetRef="reminded-all"/>
  </process>
</definitions>`;

/** Calls another, whose task is open when its reminder fires. */
const CALLING = `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:camunda="http://camunda.org/schema/1.0/bpmn"
    xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" id="d" targetNamespace="test">
  <process id="calling" isExecutable="true">
    <startEvent id="begin"/>
    <callActivity id="call" calledElement="called">
      <extensionElements><camunda:in variables="all"/></extensionElements>
    </callActivity>
    <boundaryEvent id="soon" attachedToRef="call" cancelActivity="false">
      <timerEventDefinition id="soon-timer"><timeDate xsi:type="tFormalExpression">= remindAt</timeDate></timerEventDefinition>
    </boundaryEvent>
    <serviceTask id="remind" camunda:type="external" camunda:topic="notifications.remind"/>
    <endEvent id="end"/>
    <endEvent id="reminded-all"/>
    <sequenceFlow id="f1" sourceRef="begin" targetRef="call"/>
    <sequenceFlow id="f2" sourceRef="call" targetRef="end"/>
    <sequenceFlow id="f3" sourceRef="soon" targetRef="remind"/>
    <sequenceFlow id="f4" sourceRef="remind" targetRef="reminded-all"/>
  </process>
</definitions>`;
const CALLED = `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:camunda="http://camunda.org/schema/1.0/bpmn" id="d" targetNamespace="test">
  <process id="called" isExecutable="true">
    <startEvent id="begin"/>
    <userTask id="sign" name="Ký" camunda:assignee="= drafter"/>
    <endEvent id="end"/>
    <sequenceFlow id="f1" sourceRef="begin" targetRef="sign"/>
    <sequenceFlow id="f2" sourceRef="sign" targetRef="end"/>
  </process>
</definitions>`;

const MEMBERS: Record<string, string[]> = { 'unit:VP': ['lan', 'hoalt'] };

let office: TestOffice;

beforeAll(async () => {
  const membersOf = async (_tx: unknown, group: string) => MEMBERS[group] ?? [];
  const handlers = notificationsHandlers({ membersOf });
  office = await openTestOffice({ handlers, processes: { 'reminded.bpmn': PROCESS, 'calling.bpmn': CALLING, 'called.bpmn': CALLED } });
});
afterAll(() => office.close());
beforeEach(() => office.database.query('delete from notification'));

const HOUR = 3_600_000;

async function start(variables = {}, key = 'reminded'): Promise<string> {
  const given = { drafter: 'cuongpv', users: [], groups: ['unit:VP'], subject: 'V/v báo cáo', remindAt: office.inHours(1) };
  const input = { key, variables: { ...given, dueAt: '2030-03-01T09:30:00.000Z', ...variables } };
  return (await office.executor.execute(startInstance, input, office.as('clerk'))).instanceId;
}
async function letItFire(): Promise<void> {
  office.clock.advance(2 * HOUR);
  await office.runDueJobs();
}
const complete = async (instanceId: string, element: string) => {
  const [task] = await office.database.query<{ id: string }>(
    'select id from user_task where instance_id = $1 and element_id = $2',
    [instanceId, element],
  );
  await office.executor.execute(completeUserTask, { taskId: task!.id, variables: {} }, office.as('cuongpv'));
};
const inboxOf = async (login: string) => (await listNotifications(office.database, login, { limit: 50 })).items;
const told = () =>
  office.database.query<{ recipient: string; title: string; body: string }>(
    'select recipient, title, body from notification order by recipient',
  );
const jobsOf = (instanceId: string) => office.database.query('select id from job where instance_id = $1', [instanceId]);

describe('a reminder', () => {
  it('reaches the tasks of what the process has called', async () => {
    await start({}, 'calling');
    await office.runDueJobs();
    await letItFire();
    expect(await told()).toMatchObject([{ recipient: 'cuongpv', title: 'Sắp đến hạn: Ký' }]);
  });

  it('tells the holder of a task, and all to whom a task is offered that nobody holds', async () => {
    const instanceId = await start();
    await letItFire();
    const body = 'Văn bản “V/v báo cáo” đến hạn lúc 16:30 01/03/2030.';
    expect(await told()).toEqual([
      { recipient: 'cuongpv', title: 'Sắp đến hạn: Dự thảo', body },
      { recipient: 'hoalt', title: 'Sắp đến hạn: Góp ý', body },
      { recipient: 'lan', title: 'Sắp đến hạn: Góp ý', body },
    ]);
    expect(await inboxOf('cuongpv')).toMatchObject([{ kind: 'reminder', instanceId, taskId: expect.any(String), readAt: null }]);
  });

  it('tells once who is a candidate by name and by group', async () => {
    await start({ users: ['lan'] });
    await letItFire();
    expect(await inboxOf('lan')).toHaveLength(1);
  });

  it('leaves those in peace whose task is finished', async () => {
    const instanceId = await start();
    await complete(instanceId, 'draft');
    await letItFire();
    expect((await told()).map(({ recipient }) => recipient)).toEqual(['hoalt', 'lan']);
  });

  it('tells everybody once when two workers reach for the same jobs', async () => {
    const instanceId = await start();
    office.clock.advance(2 * HOUR);
    await Promise.all([office.runDueJobs(), office.runDueJobs()]);
    expect(await jobsOf(instanceId)).toEqual([]);
    expect(await told()).toHaveLength(3);
  });

  it('does no harm when nobody has anything open, when nobody is in the group, or when the case has ended', async () => {
    const done = await start();
    await complete(done, 'draft');
    await complete(done, 'contribute');
    const empty = await start({ drafter: null, groups: ['unit:NOBODY'] });
    const cancelled = await start();
    await office.executor.execute(cancelInstance, { instanceId: cancelled, reason: 'Trùng' }, office.as('clerk'));
    await letItFire();
    expect(await told()).toEqual([]);
    for (const instanceId of [done, empty, cancelled]) expect(await jobsOf(instanceId)).toEqual([]);
  });

  it.each([
    ['without a subject', { subject: null }, 'Công việc này đến hạn lúc 16:30 01/03/2030.'],
    ['without a deadline', { dueAt: null }, 'Văn bản “V/v báo cáo” sắp đến hạn.'],
    ['with a deadline that is none', { dueAt: 'mai' }, 'Văn bản “V/v báo cáo” sắp đến hạn.'],
    ['with a subject that is no text', { subject: { a: 1 }, dueAt: 5 }, 'Công việc này sắp đến hạn.'],
  ])('does without what is missing: %s', async (_case, variables, body) => {
    await start(variables);
    await letItFire();
    expect(await inboxOf('cuongpv')).toMatchObject([{ body }]);
  });
});
