import { countFailedReminders, listReminders, previewReminders, retryReminder } from '../index.js';
import { vn } from '../../../../test/support/office-time.js';
import { openReminderOffice, type ReminderOffice } from '../testing/reminder-office.js';
import { sendDueReminders } from './send-due-reminders.js';

const SYSTEM = { actor: 'system:reminders', requestId: 'reminders' };
const STEPS = [
  { at: '-P1D', to: 'assignee', escalate: false },
  { at: 'PT4H', to: 'head', escalate: true },
];

let office: ReminderOffice;
beforeAll(async () => {
  office = await openReminderOffice();
});
afterAll(() => office.close());
beforeEach(() => office.reset(STEPS));

const sendAt = async (officeTime: string) => {
  office.at(officeTime);
  await sendDueReminders(office.tools, SYSTEM);
};
const DUE = vn('2026-03-05 17:00');
const REMINDED = '2026-03-04 07:00';
const OVERDUE = '2026-03-06 11:00';

const openTasks = async (count: number, variables: { assignee?: string; groups?: string[] }, key?: string) => {
  for (let n = 0; n < count; n++) await office.openTask({ dueAt: DUE, ...variables }, key);
};

describe('a digest', () => {
  it('is the one notice of all that one person gets at one time, with the first ten', async () => {
    await openTasks(12, { assignee: 'cuongpv' });
    await openTasks(1, { assignee: 'hoalt' });
    await sendAt(REMINDED);
    expect(office.told.map(({ login, notice }) => `${login}: ${notice.title}`)).toEqual([
      'cuongpv: 12 việc sắp đến hạn: Soạn báo cáo, Soạn báo cáo…',
      'hoalt: Sắp đến hạn: Soạn báo cáo',
    ]);
    const lines = office.told[0]!.notice.body.split('\n');
    expect(lines).toHaveLength(11);
    expect(lines[0]).toMatch(/^• Soạn báo cáo \(Phan Văn Cường\): hạn 17:00 05\/03\/2026, còn 1 ngày 7 giờ làm việc \(\/tasks\/[0-9a-f-]{36}\)$/);
    expect(lines[10]).toBe('… và 2 việc khác trong danh sách việc.');
    await sendAt('2026-03-04 07:01');
    expect(office.told).toHaveLength(2);
  });

  it('waits for reminders that are still to be addressed', async () => {
    await openTasks(250, { assignee: 'cuongpv' });
    await sendAt(REMINDED);
    expect(office.told.map(({ notice }) => notice.title)).toEqual(['250 việc sắp đến hạn: Soạn báo cáo, Soạn báo cáo…']);
  });

  it('gathers what comes within ten minutes of a notice, which itself came at once', async () => {
    const tasks = ['11:00', '11:02', '11:09', '11:10', '11:30'];
    for (const at of tasks) await office.openTask({ assignee: 'cuongpv', dueAt: vn(`2026-03-03 ${at}`) });
    await office.openTask({ assignee: 'hoalt', dueAt: vn('2026-03-03 11:02') });
    await office.onlyPolicy({ steps: [{ at: '-PT2H', to: 'assignee', escalate: false }] });
    for (const minute of ['00', '02', '09', '10', '11', '30']) await sendAt(`2026-03-03 09:${minute}`);
    expect(office.told.map(({ login, notice }) => `${login}: ${notice.title}`)).toEqual([
      'cuongpv: Sắp đến hạn: Soạn báo cáo',
      'hoalt: Sắp đến hạn: Soạn báo cáo',
      'cuongpv: 3 việc sắp đến hạn: Soạn báo cáo, Soạn báo cáo…',
      'cuongpv: Sắp đến hạn: Soạn báo cáo',
    ]);
  });

  it('gathers nothing over the end of the working hours', async () => {
    for (const at of ['16:55', '17:00']) await office.openTask({ assignee: 'cuongpv', dueAt: vn(`2026-03-03 ${at}`) });
    await office.onlyPolicy({ steps: [{ at: 'PT0S', to: 'assignee', escalate: false }] });
    await sendAt('2026-03-03 16:55');
    await sendAt('2026-03-03 17:00');
    expect(office.told.map(({ notice }) => notice.title)).toEqual(Array(2).fill('Đến hạn: Soạn báo cáo'));
  });

  it('is not made where the policy wants none', async () => {
    await office.onlyPolicy({ steps: STEPS, digest: false });
    await openTasks(3, { assignee: 'cuongpv' });
    await sendAt(REMINDED);
    await office.openTask({ assignee: 'cuongpv', dueAt: vn('2026-03-04 11:02') });
    await office.onlyPolicy({ steps: [{ at: '-PT4H', to: 'assignee', escalate: false }], digest: false });
    await sendAt('2026-03-04 07:02');
    expect(office.told.map(({ notice }) => notice.title)).toEqual(Array(4).fill('Sắp đến hạn: Soạn báo cáo'));
  });
});

describe('what fails', () => {
  it('is recorded for the one person, tried again and keeps nobody else from being told', async () => {
    await openTasks(2, { assignee: 'cuongpv' });
    await openTasks(1, { assignee: 'hoalt' });
    office.unreachable.add('cuongpv');
    await sendAt(REMINDED);
    expect(office.told.map(({ login }) => login)).toEqual(['hoalt']);
    const { items } = await listReminders(office.database, { failedOnly: true, limit: 50 });
    expect(items.map(({ recipients }) => recipients)).toEqual(
      Array(2).fill([{ login: 'cuongpv', toldAt: null, attempts: 1, failure: 'division by zero' }]),
    );
    office.unreachable.clear();
    await sendAt('2026-03-04 07:09');
    expect(office.told).toHaveLength(1);
    await sendAt('2026-03-04 07:11');
    expect(office.told.map(({ login, notice }) => `${login}: ${notice.title}`)).toContain(
      'cuongpv: 2 việc sắp đến hạn: Soạn báo cáo, Soạn báo cáo',
    );
    expect((await listReminders(office.database, { failedOnly: true, limit: 50 })).items).toEqual([]);
  });

  it('is given up after five attempts and stays in the list', async () => {
    await openTasks(1, { assignee: 'cuongpv' });
    office.unreachable.add('cuongpv');
    for (const minute of ['00', '11', '22', '33', '44', '55']) await sendAt(`2026-03-04 07:${minute}`);
    const { items } = await listReminders(office.database, { failedOnly: true, limit: 50 });
    expect(items).toMatchObject([{ status: 'addressed', recipients: [{ attempts: 5, toldAt: null }] }]);
  });

  it('is tried again in working time, not through the night', async () => {
    await openTasks(1, { assignee: 'cuongpv' });
    office.unreachable.add('cuongpv');
    await sendAt('2026-03-04 16:55');
    for (const at of ['04 17:30', '04 22:00', '05 06:59']) await sendAt(`2026-03-${at}`);
    const { items } = await listReminders(office.database, { failedOnly: true, limit: 50 });
    expect(items).toMatchObject([{ recipients: [{ attempts: 1 }] }]);
    office.unreachable.clear();
    await sendAt('2026-03-05 07:06');
    expect(office.told).toHaveLength(1);
  });

  it('for good is begun again by an operator, and nothing else is', async () => {
    await openTasks(1, { assignee: 'cuongpv' });
    await openTasks(1, {});
    office.unreachable.add('cuongpv');
    for (const minute of ['00', '11', '22', '33', '44', '55']) await sendAt(`2026-03-04 07:${minute}`);
    const { items } = await listReminders(office.database, { failedOnly: true, limit: 50 });
    expect(items.map(({ status }) => status).toSorted()).toEqual(['addressed', 'failed']);
    expect(await countFailedReminders(office.database)).toBe(2);
    office.unreachable.clear();
    await office.database.query(`update user_task set assignee = 'hoalt' where assignee is null and status = 'open'`);
    for (const { id } of items) await office.executor.execute(retryReminder, { id }, office.as('quantri'));
    await sendAt('2026-03-04 07:56');
    expect(office.told.map(({ login }) => login).toSorted()).toEqual(['cuongpv', 'hoalt']);
    expect(await countFailedReminders(office.database)).toBe(0);
    const retry = office.executor.execute(retryReminder, { id: items[0]!.id }, office.as('quantri'));
    await expect(retry).rejects.toMatchObject({ code: 'reminders.nothing-to-retry' });
  });

  it('counts no more once the deadline is met', async () => {
    await openTasks(1, {});
    for (const minute of ['00', '11', '22', '33', '44']) await sendAt(`2026-03-04 07:${minute}`);
    expect(await countFailedReminders(office.database)).toBe(1);
    await office.database.query(`update user_task set status = 'completed', ended_at = business_now() where status = 'open'`);
    expect(await countFailedReminders(office.database)).toBe(0);
  });

  it('is a group that cannot be asked: others are addressed, and this one when it can', async () => {
    await openTasks(1, { groups: ['unit:QLCN'] });
    await openTasks(1, { assignee: 'hoalt' });
    office.unknown.add('unit:QLCN');
    await sendAt(REMINDED);
    expect(office.told.map(({ login }) => login)).toEqual(['hoalt']);
    const { items } = await listReminders(office.database, { failedOnly: true, limit: 50 });
    expect(items).toMatchObject([{ status: 'planned', attempts: 1, failure: 'no list of unit:QLCN' }]);
    office.unknown.clear();
    await sendAt('2026-03-04 07:11');
    expect(new Set(office.told.map(({ login }) => login))).toEqual(new Set(['hoalt', 'cuongpv', 'minhnv']));
  });

  it('is a task of nobody: the list says so, and its case is none the worse', async () => {
    await openTasks(1, {});
    await sendAt(REMINDED);
    const { items } = await listReminders(office.database, { failedOnly: true, limit: 50 });
    expect(items[0]!.failure).toContain('nobody’s');
    expect(await office.database.query(`select from user_task where status = 'open'`)).toHaveLength(1);
  });
});

it('several workers at once send nothing twice', async () => {
  await openTasks(30, { assignee: 'cuongpv' });
  await openTasks(30, { groups: ['unit:QLCN'] });
  await office.onlyPolicy({ steps: STEPS, digest: false });
  office.at(REMINDED);
  await Promise.all([1, 2, 3].map(() => sendDueReminders(office.tools, SYSTEM)));
  await sendAt('2026-03-04 07:01'); // what one had planned while the others had nothing to do any more
  const events = office.told.map(({ login, notice }) => `${login} ${notice.event}`);
  expect(new Set(events).size).toBe(events.length);
  expect(events).toHaveLength(30 + 30 * 3);
});

it('what a process does itself is left to it', async () => {
  const task = await office.openTask({ assignee: 'cuongpv', dueAt: DUE }, 'reminding');
  await sendAt(REMINDED);
  await sendAt(OVERDUE);
  expect(office.told).toEqual([]);
  const preview = await previewReminders(office.database, office.calendars, { kind: 'task', id: task, zone: 'Asia/Ho_Chi_Minh' });
  expect(preview).toMatchObject({ steps: [{ sentBy: 'process' }, { sentBy: 'process' }] });
});

it('what a process does itself is left to it, also of the tasks of what it has called', async () => {
  const calling = await office.openTask({ assignee: 'cuongpv', dueAt: DUE }, 'reminding');
  const called = await office.openTask({ assignee: 'cuongpv', dueAt: DUE });
  await office.database.query(
    `update process_instance set parent_instance_id = (select instance_id from user_task where id = $2)
     where id = (select instance_id from user_task where id = $1)`,
    [called, calling],
  );
  await sendAt(REMINDED);
  await sendAt(OVERDUE);
  expect(office.told).toEqual([]);
});

it('a preview tells what comes when and what came', async () => {
  const task = await office.openTask({ assignee: 'cuongpv', dueAt: DUE });
  await sendAt(REMINDED);
  const preview = await previewReminders(office.database, office.calendars, { kind: 'task', id: task, zone: 'Asia/Ho_Chi_Minh' });
  expect(preview).toMatchObject({
    dueAt: DUE,
    policy: { name: 'Mặc định' },
    steps: [
      { at: '-P1D', plannedAt: vn('2026-03-04 07:00'), sentBy: 'policy', reminder: { status: 'addressed', recipients: [{ login: 'cuongpv' }] } },
      { at: 'PT4H', plannedAt: vn('2026-03-06 11:00'), reminder: null },
    ],
  });
});
