import { newId } from '#foundation';
import { completeTask, getTask, getTaskForm } from './index.js';
import { ANSWER_FORM, FORM_DATA, hidingNothing, openTaskOffice, type TaskOffice } from './testing/task-office.js';

let office: TaskOffice;

beforeAll(async () => {
  office = await openTaskOffice({ handlers: [{ topic: 'worklist.escalate', handle: async () => ({}) }] });
});
afterAll(() => office.close());

const STAFF = { login: 'cuongpv', groups: ['staff', 'unit:QLCN'] };
const get = (taskId: string, person = STAFF) => getTask(office.database, person, taskId, hidingNothing);
const getForm = (taskId: string, person = STAFF) => getTaskForm(office.database, person, taskId, FORM_DATA, hidingNothing);
const complete = (taskId: string) =>
  office.executor.execute(
    completeTask,
    { taskId, groups: STAFF.groups, variables: { answer: 'Xong.', unit: 'VP' }, formData: FORM_DATA },
    office.as('cuongpv'),
  );

describe('a task in detail', () => {
  it('brings its case', async () => {
    const { taskId, instanceId } = await office.openTask({ groups: ['unit:QLCN'], subject: 'V/v báo cáo' });
    const task = await get(taskId);
    expect(task).toMatchObject({
      id: taskId,
      status: 'open',
      elementId: 'work',
      instanceId,
      businessKey: 'case-1',
      subject: 'V/v báo cáo',
      candidateGroups: ['unit:QLCN'],
      may: { claim: true, complete: true },
      variables: { subject: 'V/v báo cáo', assignee: null },
    });
  });

  it('tells the history of the case in order, with who completed what', async () => {
    const { taskId } = await office.openTask({ assignee: 'cuongpv' });
    await complete(taskId);
    const { history } = await get(taskId);
    expect(history.next).toBeNull();
    expect(history.items.map(({ elementId, completedByName }) => [elementId, completedByName])).toEqual([
      ['answer', null],
      ['begin', null],
      ['work', 'Phan Văn Cường'],
      ['check', null],
    ]);
  });

  it('stays readable for whoever completed it, also after the case has ended', async () => {
    const { taskId, instanceId } = await office.openTask({ groups: ['unit:QLCN'], subject: 'V/v báo cáo' });
    await complete(taskId);
    const [check] = await office.database.query<{ id: string }>(
      `select id from user_task where instance_id = $1 and status = 'open'`,
      [instanceId],
    );
    await office.executor.execute(
      completeTask,
      { taskId: check!.id, groups: STAFF.groups, variables: {}, formData: FORM_DATA },
      office.as('cuongpv'),
    );
    expect(await get(taskId, { login: 'cuongpv', groups: [] })).toMatchObject({
      status: 'completed',
      completedBy: 'cuongpv',
      subject: 'V/v báo cáo',
      may: { claim: false, complete: false },
      variables: { answer: 'Xong.', answeredBy: 'cuongpv' },
    });
  });

  it('is overdue only while open after the deadline, or when it was completed after it', async () => {
    const { taskId } = await office.openTask({ assignee: 'cuongpv', dueAt: office.inHours(1) });
    const intime = await office.openTask({ assignee: 'cuongpv', dueAt: office.inHours(1) });
    await complete(intime.taskId);
    office.clock.advance(2 * 3_600_000);
    expect((await get(taskId)).overdue).toBe(true);
    expect((await get(intime.taskId)).overdue).toBe(false);
    await complete(taskId);
    expect((await get(taskId)).overdue).toBe(true);
  });

  it('is refused to strangers and not found where there is none', async () => {
    const { taskId } = await office.openTask({ assignee: 'cuongpv' });
    await expect(get(taskId, { login: 'lan', groups: ['unit:VP', 'head:VP', 'leader'] })).rejects.toMatchObject({
      code: 'worklist.task-forbidden',
      kind: 'forbidden',
    });
    await expect(get(newId())).rejects.toMatchObject({ kind: 'not-found' });
    expect(await get(taskId, { login: 'tam', groups: ['manager'] })).toMatchObject({ may: { claim: false, complete: false } });
  });
});

describe('the form of a task', () => {
  it('comes with the variables of the case and the lists it chooses from', async () => {
    const { taskId } = await office.openTask({ groups: ['unit:QLCN'], subject: 'V/v báo cáo' });
    expect(await getForm(taskId)).toEqual({
      schema: ANSWER_FORM,
      data: expect.objectContaining({ subject: 'V/v báo cáo', ...FORM_DATA }),
    });
  });

  it('is null where the task has none', async () => {
    const { taskId, instanceId } = await office.openTask({ groups: ['unit:QLCN'] });
    await complete(taskId);
    const [check] = await office.database.query<{ id: string }>(
      `select id from user_task where instance_id = $1 and status = 'open'`,
      [instanceId],
    );
    expect(await getForm(check!.id)).toBeNull();
  });

  it('is shown to those who may see the task, and to nobody else', async () => {
    const { taskId } = await office.openTask({ assignee: 'cuongpv' });
    const stranger = { login: 'lan', groups: ['unit:VP'] };
    await expect(getForm(taskId, stranger)).rejects.toMatchObject({ code: 'worklist.task-forbidden' });
    await expect(getForm(newId())).rejects.toMatchObject({ kind: 'not-found' });
  });
});
