import { VIETNAM } from '#calendar';
import { vn } from '../../../../test/support/office-time.js';
import { unitCalendar } from '../../../../test/support/unit-calendar.js';
import { openReminderOffice, type ReminderOffice } from '../testing/reminder-office.js';

const FRIDAY = vn('2026-03-06 17:00');
const NEVER = vn('2026-12-31 17:00');

let office: ReminderOffice;
beforeAll(async () => {
  office = await openReminderOffice();
});
afterAll(() => office.close());
beforeEach(() =>
  office.reset([
    ...['-P2D', '-P1D', 'PT0S'].map((at) => ({ at, to: 'assignee', escalate: false })),
    { at: 'P2D', to: 'leader', escalate: true },
  ]),
);

const sendAt = (officeTime: string) => office.sendAt(officeTime);

/** A case with a deadline and one open task with another. */
const openCase = async ({ taskDueAt = NEVER, dueAt = FRIDAY } = {}) => {
  const task = await office.openTask({ assignee: 'cuongpv', dueAt: taskDueAt });
  const [row] = await office.database.query<{ id: string }>('select instance_id as id from user_task where id = $1', [task]);
  const instanceId = row!.id;
  return { task, instanceId, deadline: await office.openCase({ dueAt, unitCode: 'QLCN', instanceId }) };
};

describe('a deadline of a case', () => {
  it('reminds whoever holds its open tasks', async () => {
    await openCase();
    expect(await sendAt('2026-03-04 07:00')).toEqual(['cuongpv: Sắp đến hạn: Phúc đáp văn bản']);
  });

  it('leaves it to the task that is due at the same moment, and nobody is told that something was missed', async () => {
    const { task } = await openCase({ taskDueAt: FRIDAY });
    expect(await sendAt('2026-03-04 07:00')).toEqual(['cuongpv: Sắp đến hạn: Soạn báo cáo']);
    await office.database.query(`update user_task set due_at = $2 where id = $1`, [task, NEVER]);
    expect(await sendAt('2026-03-05 07:00')).toEqual(['cuongpv: Sắp đến hạn: Phúc đáp văn bản']);
    expect(office.told.at(-1)!.notice.body).not.toContain('gửi muộn');
  });

  it('goes on for what is owed still after its case was cancelled, though that had been suspended', async () => {
    const { task, instanceId, deadline } = await openCase();
    await office.database.query(`update user_task set status = 'cancelled', ended_at = business_now() where id = $1`, [task]);
    await office.database.query(
      `update process_instance set suspended_at = business_now(), suspended_timers = 'keep-due', status = 'cancelled', ended_at = business_now()
       where id = $1`,
      [instanceId],
    );
    await office.database.query(`update deadline set status = 'open', closed_at = null where id = $1`, [deadline]);
    expect(await sendAt('2026-03-04 07:00')).toEqual(['hoalt: Sắp đến hạn: Phúc đáp văn bản']);
  });

  it('is reminded of within a working day when that task was done late and the case stays open', async () => {
    const { task } = await openCase({ taskDueAt: FRIDAY });
    for (const at of ['04 07:00', '05 07:00', '06 17:00', '11 07:00']) await sendAt(`2026-03-${at}`);
    await office.database.query(`update user_task set status = 'completed', ended_at = business_now() where id = $1`, [task]);
    expect(await sendAt('2026-03-12 17:00')).toContain('minhnv: Quá hạn: Phúc đáp văn bản');
  });
});

describe('a case that has called a process which reminds itself', () => {
  /** Gives the instance that was called. */
  const call = async (caller: string) => {
    const task = await office.openTask({ assignee: 'cuongpv', dueAt: NEVER }, 'reminding');
    const [called] = await office.database.query<{ id: string }>(
      `update process_instance i set parent_instance_id = $2, root_instance_id = $2
       from user_task t where t.id = $1 and i.id = t.instance_id returning i.id`,
      [task, caller],
    );
    return called!.id;
  };
  const end = (instanceId: string) =>
    office.database.query(`update process_instance set status = 'completed', ended_at = business_now() where id = $1`, [instanceId]);

  it('is left to that while it runs, and reminded of by the policy once it has ended', async () => {
    const { instanceId } = await openCase();
    const called = await call(instanceId);
    expect(await sendAt('2026-03-04 07:00')).toEqual([]);
    await end(called);
    expect(await sendAt('2026-03-05 07:00')).toEqual(['cuongpv: Sắp đến hạn: Phúc đáp văn bản']);
    expect(office.told.at(-1)!.notice.body).not.toContain('gửi muộn');
  });

  it('climbs by the policy within a working day once that has ended', async () => {
    const { instanceId } = await openCase();
    const called = await call(instanceId);
    for (const at of ['06 17:00', '11 07:00']) expect(await sendAt(`2026-03-${at}`)).toEqual([]);
    await end(called);
    expect((await sendAt('2026-03-12 17:00')).toSorted()).toEqual([
      'cuongpv: Quá hạn: Phúc đáp văn bản',
      'minhnv: Quá hạn: Phúc đáp văn bản',
    ]);
  });
});

describe('nothing is sent', () => {
  const suspend = (instanceId: string) =>
    office.database.query(
      `update process_instance set suspended_at = business_now(), suspended_timers = 'keep-remaining' where id = $1`,
      [instanceId],
    );
  const goOn = (instanceId: string) =>
    office.database.query('update process_instance set suspended_at = null, suspended_timers = null where id = $1', [instanceId]);

  it('of a deadline that is paused, nor of the tasks of its case', async () => {
    const { deadline } = await openCase({ taskDueAt: vn('2026-03-06 16:00') });
    await office.database.query('update deadline set paused_until = $2 where id = $1', [deadline, vn('2026-03-05 08:00')]);
    expect(await sendAt('2026-03-04 07:00')).toEqual([]);
    expect(await sendAt('2026-03-05 08:01')).toHaveLength(1);
  });

  it('that was made before the pause', async () => {
    const { deadline } = await openCase();
    office.unreachable.add('cuongpv');
    await sendAt('2026-03-04 07:00');
    office.unreachable.clear();
    await office.database.query('update deadline set paused_until = $2 where id = $1', [deadline, vn('2026-03-20 08:00')]);
    expect(await sendAt('2026-03-04 07:15')).toEqual([]);
  });

  it('of a suspended case, and then as soon as it goes on', async () => {
    const { instanceId } = await openCase({ taskDueAt: FRIDAY });
    await suspend(instanceId);
    expect(await sendAt('2026-03-04 07:00')).toEqual([]);
    await goOn(instanceId);
    expect(await sendAt('2026-03-04 10:00')).toEqual(['cuongpv: Sắp đến hạn: Soạn báo cáo']);
    expect(office.told[0]!.notice.body).not.toContain('gửi muộn');
  });

  it.each([
    ['whom it could not reach', () => office.unreachable],
    ['in a group that could not be asked', () => office.unknown],
  ])('that was made before the suspension for somebody %s, until the case goes on; others are told', async (_whom, failing) => {
    await office.onlyPolicy({ steps: [{ at: '-P1D', to: 'group:head:QLCN', escalate: false }] });
    const [suspended, other] = [await openCase(), await openCase()];
    for (const name of ['hoalt', 'head:QLCN']) failing().add(name);
    expect(await sendAt('2026-03-05 07:00')).toEqual([]);
    failing().clear();
    await suspend(suspended.instanceId);
    expect(await sendAt('2026-03-05 07:15')).toHaveLength(1);
    await goOn(suspended.instanceId);
    expect(await sendAt('2026-03-05 08:00')).toHaveLength(1);
    expect(office.told.map(({ notice }) => notice.instanceId)).toEqual([other.instanceId, suspended.instanceId]);
  });

  it('once the suspended case is cancelled', async () => {
    const { instanceId } = await openCase();
    office.unreachable.add('cuongpv');
    await sendAt('2026-03-05 07:00');
    office.unreachable.clear();
    await suspend(instanceId);
    await office.database.query(`update process_instance set status = 'cancelled', ended_at = business_now() where id = $1`, [instanceId]);
    expect(await sendAt('2026-03-05 07:15')).toEqual([]);
    expect(await office.database.query('select from reminder_recipient where try_at is not null')).toEqual([]);
  });

  it('of what has yet to follow a calendar, while other reminders go out', async () => {
    const { task } = await openCase({ taskDueAt: FRIDAY, dueAt: NEVER });
    await office.openTask({ assignee: 'hoalt', dueAt: FRIDAY });
    await office.database.query('update user_task set calendar_publication = 6 where id = $1', [task]);
    await office.database.query(
      `insert into calendar_move (publication, calendar, version, approved_by, approved_at, reason, outdated)
       values (7, 'vn', 2, 'tungmt', business_now(), 'test', 1)`,
    );
    expect(await sendAt('2026-03-04 07:00')).toEqual(['hoalt: Sắp đến hạn: Soạn báo cáo']);
    await office.database.query('update user_task set calendar_publication = 7 where id = $1', [task]);
    expect(await sendAt('2026-03-04 07:01')).toEqual(['cuongpv: Sắp đến hạn: Soạn báo cáo']);
  });
});

describe('the calendar of the unit', () => {
  afterEach(() => office.calendars.use({ publication: 11, calendars: [{ data: VIETNAM, version: 1 }], units: {}, usual: 'vn' }));

  it('of who holds a task that is no unit’s plans its reminders and words them', async () => {
    office.calendars.use(unitCalendar({ unit: 'QLCN', daysOff: ['2026-03-05'], publication: 10 }));
    await office.openTask({ assignee: 'cuongpv', dueAt: FRIDAY });
    expect(await sendAt('2026-03-03 07:00')).toHaveLength(1);
    expect(await sendAt('2026-03-04 07:00')).toHaveLength(1);
    expect(office.told[1]!.notice.body).toContain('còn 1 ngày 7 giờ làm việc');
  });

  it('that this program has not heard of yet leaves everybody the usual one', async () => {
    await office.database.query(`insert into calendar_version (calendar, version, data, published_at, published_by, note)
      values ('qlcn', 1, '{}', business_now(), 'tungmt', '')`);
    await office.database.query(`insert into calendar_of_unit (unit_code, calendar) values ('QLCN', 'qlcn')`);
    try {
      await office.openTask({ assignee: 'cuongpv', dueAt: FRIDAY });
      expect(await sendAt('2026-03-04 07:00')).toHaveLength(1);
    } finally {
      await office.database.query('delete from calendar_of_unit');
    }
  });
});
