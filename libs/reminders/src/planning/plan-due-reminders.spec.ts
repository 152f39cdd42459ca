import { VIETNAM } from '#calendar';
import { vn } from '../../../../test/support/office-time.js';
import { unitCalendar } from '../../../../test/support/unit-calendar.js';
import { openReminderOffice, type ReminderOffice } from '../testing/reminder-office.js';

const FRIDAY = vn('2026-03-06 17:00');
const toAssignee = (at: string) => ({ at, to: 'assignee', escalate: false });

let office: ReminderOffice;
beforeAll(async () => {
  office = await openReminderOffice();
});
afterAll(() => office.close());
beforeEach(() => office.reset([toAssignee('-P1D')]));

it('what was planned by a policy that has changed since is planned anew', async () => {
  await office.openTask({ assignee: 'cuongpv', dueAt: FRIDAY });
  expect(await office.sendAt('2026-03-04 06:59')).toEqual([]);
  expect(await office.database.query('select from reminder_plan')).toHaveLength(1);
  await office.onlyPolicy({ steps: [toAssignee('-P2D')] });
  expect(await office.sendAt('2026-03-04 07:00')).toEqual(['cuongpv: Sắp đến hạn: Soạn báo cáo']);
});

it('a reminder comes as early as the calendar of the unit has it, however many days that is off', async () => {
  const daysOff = ['05', '06', '09', '10', '11'].map((day) => `2026-03-${day}`);
  office.calendars.use(unitCalendar({ unit: 'QLCN', daysOff, publication: 20 }));
  await office.database.query(`insert into calendar_version (calendar, version, data, published_at, published_by, note)
    values ('own', 1, '{}', business_now(), 'tungmt', '')`);
  await office.database.query(`insert into calendar_of_unit (unit_code, calendar) values ('QLCN', 'own')`);
  try {
    await office.onlyPolicy({ steps: [toAssignee('-P2D')] });
    await office.openTask({ assignee: 'cuongpv', dueAt: vn('2026-03-12 17:00') });
    expect(await office.sendAt('2026-03-03 07:00')).toHaveLength(1);
  } finally {
    await office.database.query('delete from calendar_of_unit');
    office.calendars.use({ publication: 21, calendars: [{ data: VIETNAM, version: 1 }], units: {}, usual: 'vn' });
  }
});

it('what came while no worker ran is counted for all deadlines, however many batches they take', async () => {
  await office.onlyPolicy({ steps: [toAssignee('-P1D'), toAssignee('PT0S')] });
  await office.sendAt('2026-03-02 08:00');
  const task = await office.openTask({ assignee: 'cuongpv', dueAt: FRIDAY });
  await office.database.query(
    `with one as (select i.definition_id, t.due_at from user_task t join process_instance i on i.id = t.instance_id where t.id = $1),
     started as (
       insert into process_instance (id, definition_id, root_instance_id, status, state, started_at, started_by)
       select id, definition_id, id, 'active', '{}', business_now(), 'test'
       from (select gen_random_uuid() as id, definition_id from one cross join generate_series(1, 1100)) made returning id)
     insert into user_task (id, instance_id, activity_key, element_id, name, assignee, candidate_users, candidate_groups, due_at, priority, status, created_at)
     select gen_random_uuid(), started.id, 1, 'task', 'Soạn báo cáo', 'cuongpv', '{}', '{}', one.due_at, 50, 'open', business_now() from started cross join one`,
    [task],
  );
  expect(await office.sendAt('2026-03-12 08:00')).toHaveLength(1);
  const found = await office.database.query('select passed_over as missed, count(*) as count from reminder group by 1');
  expect(found).toEqual([{ missed: 1, count: 1_101 }]);
});
