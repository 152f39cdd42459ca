import { VIETNAM } from '#calendar';
import { vn } from '../../../../test/support/office-time.js';
import { openReminderOffice, type ReminderOffice } from '../testing/reminder-office.js';
import { sendDueReminders } from './send-due-reminders.js';

const SYSTEM = { actor: 'system:reminders', requestId: 'reminders' };
const toAssignee = (at: string) => ({ at, to: 'assignee', escalate: false });

let office: ReminderOffice;
beforeAll(async () => {
  office = await openReminderOffice();
});
afterAll(() => office.close());
beforeEach(() =>
  office.reset([
    ...['-P2D', '-P1D', '-PT4H', 'PT0S'].map(toAssignee),
    { at: 'PT4H', to: 'head', escalate: true },
    { at: 'P2D', to: 'leader', escalate: true },
  ]),
);

const send = () => sendDueReminders(office.tools, SYSTEM);
/** Sends as a worker would at that moment; gives who was told what kind of thing by that. */
const sendAt = async (officeTime: string) => {
  office.at(officeTime);
  const before = office.told.length;
  await send();
  return office.told.slice(before).map(({ login, notice }) => `${login}: ${notice.title}`);
};

describe('reminders of one task', () => {
  it('come in the morning two days and one day, and four working hours before, and at the deadline, each once', async () => {
    await office.openTask({ assignee: 'cuongpv', dueAt: vn('2026-03-06 17:00') });
    const near = ['cuongpv: Sắp đến hạn: Soạn báo cáo'];
    expect(await sendAt('2026-03-04 06:59')).toEqual([]);
    expect(await sendAt('2026-03-04 07:00')).toEqual(near);
    expect(await sendAt('2026-03-04 07:01')).toEqual([]);
    expect(await sendAt('2026-03-05 07:00')).toEqual(near);
    expect(await sendAt('2026-03-06 10:30')).toEqual([]);
    expect(await sendAt('2026-03-06 11:00')).toEqual(near);
    expect(await sendAt('2026-03-06 17:00')).toEqual(['cuongpv: Đến hạn: Soạn báo cáo']);
    expect(office.told.at(0)!.notice).toMatchObject({ kind: 'reminder', body: expect.stringContaining('còn 2 ngày 7 giờ làm việc') });
  });

  it('climb to the head and then to the leader when it is overdue', async () => {
    const task = await office.openTask({ assignee: 'cuongpv', dueAt: vn('2026-03-03 17:00') });
    await sendAt('2026-03-03 17:00');
    expect(await sendAt('2026-03-04 11:00')).toEqual(['hoalt: Quá hạn: Soạn báo cáo']);
    expect(await sendAt('2026-03-06 07:00')).toEqual(['minhnv: Quá hạn: Soạn báo cáo']);
    expect(office.told.at(-1)!.notice.kind).toBe('escalation');
    expect(office.climbed).toEqual([[task, 'head:QLCN'], [task, 'leader']]);
    const trail = await office.database.query(`select action from audit_entry where subject_id = $1 and actor = $2`, [task, SYSTEM.actor]);
    expect(trail).toEqual(Array(2).fill({ action: 'reminders.address-reminders' }));
  });

  it('go to the head of the unit where whoever has the task holds no post any more', async () => {
    await office.database.query(`insert into person (login, full_name) values ('dangnghi', 'Đặng Thị Nghỉ')`);
    await office.openTask({ assignee: 'dangnghi', groups: ['unit:QLCN'], dueAt: vn('2026-03-06 17:00') });
    expect(await sendAt('2026-03-04 07:00')).toEqual(['hoalt: Sắp đến hạn: Soạn báo cáo']);
  });

  it('go straight on to the leader where the head holds the task', async () => {
    const task = await office.openTask({ groups: ['head:QLCN'], dueAt: vn('2026-03-03 17:00') });
    await sendAt('2026-03-03 17:00');
    expect(await sendAt('2026-03-04 11:00')).toEqual(['minhnv: Quá hạn: Soạn báo cáo']);
    expect((await office.remindersOf('task', task))[0]).toMatchObject({ addressee: 'head', groups: ['leader'] });
  });

  it('go on to the leader where the unit has no head', async () => {
    await office.database.query(`update post set valid_to = '2026-03-01' where role = 'head'`);
    try {
      await office.openTask({ assignee: 'cuongpv', dueAt: vn('2026-03-03 17:00') });
      await sendAt('2026-03-03 17:00');
      expect(await sendAt('2026-03-04 11:00')).toEqual(['minhnv: Quá hạn: Soạn báo cáo']);
    } finally {
      await office.database.query(`update post set valid_to = null where role = 'head'`);
    }
  });

  it('wait for the next working hour when they fall outside of it', async () => {
    await office.onlyPolicy({ steps: [toAssignee('PT0S')] });
    await office.openTask({ assignee: 'cuongpv', dueAt: vn('2026-03-07 09:00') }); // a Saturday
    expect(await sendAt('2026-03-08 12:00')).toEqual([]);
    expect(await sendAt('2026-03-09 06:59')).toEqual([]);
    expect(await sendAt('2026-03-09 07:00')).toHaveLength(1);
  });

  it('do not come for what lay before the task was made', async () => {
    await office.openTask({ assignee: 'cuongpv', dueAt: vn('2026-03-03 09:00') });
    expect(await sendAt('2026-03-02 08:01')).toEqual([]);
    expect(await sendAt('2026-03-02 17:01')).toHaveLength(1);
  });

  it('stop when it is done, also what was made and not yet sent', async () => {
    const task = await office.openTask({ assignee: 'cuongpv', dueAt: vn('2026-03-06 17:00') });
    office.unreachable.add('cuongpv');
    await sendAt('2026-03-04 17:00');
    office.unreachable.clear();
    await office.database.query(`update user_task set status = 'completed', ended_at = business_now() where id = $1`, [task]);
    expect(await sendAt('2026-03-04 17:30')).toEqual([]);
    expect(await sendAt('2026-03-20 17:00')).toEqual([]);
  });

  it('leave no plan behind once it is done', async () => {
    const task = await office.openTask({ assignee: 'cuongpv', dueAt: vn('2026-03-06 17:00') });
    await sendAt('2026-03-04 17:00');
    await office.database.query(`update user_task set status = 'completed', ended_at = business_now() where id = $1`, [task]);
    await sendAt('2026-03-05 07:00');
    expect(await office.database.query('select from reminder_plan')).toEqual([]);
  });
});

describe('when no worker ran', () => {
  it('ten days of silence end in one message to the holder and one to the leader, which say that others were missed', async () => {
    const task = await office.openTask({ assignee: 'cuongpv', dueAt: vn('2026-03-06 17:00') });
    await send();
    expect((await sendAt('2026-03-12 08:00')).toSorted()).toEqual(['cuongpv: Quá hạn: Soạn báo cáo', 'minhnv: Quá hạn: Soạn báo cáo']);
    expect(office.told[0]!.notice.body).toContain('4 lần nhắc trước');
    const steps = (await office.remindersOf('task', task)).map(({ step, passedOver }) => [step, passedOver]);
    expect(new Map(steps as [string, number][])).toEqual(new Map([['PT0S', 4], ['P2D', 4]]));
    expect(await sendAt('2026-03-12 09:00')).toEqual([]);
  });
});

describe('a deadline that moves', () => {
  const moveTo = (task: string, dueAt: string) =>
    office.database.query('update user_task set due_at = $2 where id = $1', [task, dueAt]);

  it('begins anew with the reminders that are still to come', async () => {
    const task = await office.openTask({ assignee: 'cuongpv', dueAt: vn('2026-03-06 17:00') });
    expect(await sendAt('2026-03-04 07:00')).toHaveLength(1);
    await moveTo(task, vn('2026-03-13 17:00'));
    expect(await sendAt('2026-03-06 17:00')).toEqual([]);
    expect(await sendAt('2026-03-11 07:00')).toHaveLength(1);
  });

  it('does not repeat what was said before where it moves only a little', async () => {
    const task = await office.openTask({ assignee: 'cuongpv', dueAt: vn('2026-03-06 11:00') });
    expect(await sendAt('2026-03-04 07:01')).toHaveLength(1);
    await moveTo(task, vn('2026-03-06 16:00'));
    expect(await sendAt('2026-03-04 07:05')).toEqual([]);
    expect(await sendAt('2026-03-05 07:00')).toHaveLength(1);
  });

  it('to an earlier date does not say that reminders were missed', async () => {
    const task = await office.openTask({ assignee: 'cuongpv', dueAt: vn('2026-03-20 17:00') });
    expect(await sendAt('2026-03-05 08:00')).toEqual([]);
    await moveTo(task, vn('2026-03-05 17:00'));
    expect(await sendAt('2026-03-05 08:05')).toHaveLength(1);
    expect(office.told[0]!.notice.body).not.toContain('gửi muộn');
  });

  it('between planning and sending is not reminded of', async () => {
    const task = await office.openTask({ groups: ['unit:QLCN'], dueAt: vn('2026-03-06 17:00') });
    office.unknown.add('unit:QLCN');
    await sendAt('2026-03-04 07:00');
    office.unknown.clear();
    await moveTo(task, vn('2026-03-31 17:00'));
    expect(await sendAt('2026-03-04 07:15')).toEqual([]);
    expect(await office.remindersOf('task', task)).toMatchObject([{ status: 'dropped' }]);
  });

  it('between addressing and telling is not told of', async () => {
    const task = await office.openTask({ assignee: 'cuongpv', dueAt: vn('2026-03-06 17:00') });
    office.unreachable.add('cuongpv');
    await sendAt('2026-03-04 07:00');
    office.unreachable.clear();
    await moveTo(task, vn('2026-03-31 17:00'));
    expect(await sendAt('2026-03-04 07:15')).toEqual([]);
  });

  it('is counted anew when a calendar is published', async () => {
    await office.openTask({ assignee: 'cuongpv', dueAt: vn('2026-03-06 17:00') });
    expect(await sendAt('2026-03-03 12:00')).toEqual([]);
    const dayOff = { date: '2026-03-05', kind: 'day-off' as const, sessions: [], name: 'Nghỉ', source: 'test' };
    const data = { ...VIETNAM, days: [...VIETNAM.days, dayOff].toSorted((one, other) => (one.date < other.date ? -1 : 1)) };
    office.calendars.use({ publication: 2, calendars: [{ data, version: 2 }], units: {}, usual: 'vn' });
    try {
      expect(await sendAt('2026-03-03 12:01')).toHaveLength(1);
    } finally {
      office.calendars.use({ publication: 3, calendars: [{ data: VIETNAM, version: 3 }], units: {}, usual: 'vn' });
    }
  });
});
