import { CalendarBook } from '#calendar';
import { newId } from '#foundation';
import { createTestDatabase, type TestDatabase } from '../../../../test/support/database.js';
import { vn } from '../../../../test/support/office-time.js';
import { unitCalendar } from '../../../../test/support/unit-calendar.js';
import { ageing } from './ageing.query.js';
import { obligationsReport } from './obligations.query.js';

const ZONE = 'Asia/Ho_Chi_Minh';
const HOUR = 3_600;
/** QLCN has the four days before Friday, 20 March 2026 off. */
const daysOff = ['16', '17', '18', '19'].map((day) => `2026-03-${day}`);
const calendars = new CalendarBook(unitCalendar({ unit: 'QLCN', daysOff }));

let test: TestDatabase;
let instance: string;
beforeEach(async () => {
  test = await createTestDatabase();
  test.clock.offsetMs = Date.parse(vn('2026-03-20 10:00')) - Date.now();
  const [deployment, definition] = [newId(), newId()];
  instance = newId();
  await test.database.query(`insert into unit (code, name, kind, sort) values ('QLCN', 'Phòng Quản lý công nghệ', 'professional', 1), ('KH', 'Phòng Kế hoạch', 'professional', 2)`);
  await test.database.query(`insert into deployment values ($1, business_now(), 'x')`, [deployment]);
  await test.database.query(
    `insert into process_definition (id, deployment_id, key, version, checksum, file_name, bpmn, forms, created_at)
     values ($1, $2, 'case', 1, '', '', '', '{}', business_now())`,
    [definition, deployment],
  );
  await test.database.query(
    `insert into process_instance (id, definition_id, root_instance_id, status, state, started_at, started_by)
     values ($1, $2, $1, 'active', '{}', business_now(), 'x')`,
    [instance, definition],
  );
});
afterEach(() => test.close());

const tools = () => ({ database: test.database, calendars, zone: ZONE });
let activityKey = 0;
const openTask = (unit: string, dueAt: string) =>
  test.database.query(
    `insert into user_task (id, instance_id, activity_key, element_id, name, candidate_users, candidate_groups, due_at, priority, status, created_at)
     values ($1, $2, $3, 'a', 'Việc', '{}', $4, $5, 50, 'open', $6)`,
    [newId(), instance, ++activityKey, [`unit:${unit}`], dueAt, vn('2026-03-02 08:00')],
  );
const enter = (unit: string, subject: string, subjectId: string, status: 'open' | 'met') => {
  const id = newId();
  return test.database
    .query(
      `insert into deadline (id, instance_id, variable, label, subject, subject_id, unit_code, started_at, start_event, rule, first_due_at, due_at, status, closed_at)
       values ($1, $2, 'dueAt', '…', $3, $4, $5, $6, 'x', '{}', $7, $7, $8, case when $8 = 'met' then $9::timestamptz end)`,
      [id, instance, subject, subjectId, unit, vn('2026-03-13 13:30'), vn('2026-03-20 09:00'), status, vn('2026-03-20 08:00')],
    )
    .then(() => id);
};

it('what a unit owes is overdue by so many of its own working days, counted by the days of the office', async () => {
  await openTask('QLCN', vn('2026-03-13 17:00'));
  await openTask('KH', vn('2026-03-13 17:00'));
  expect((await ageing(tools(), { by: 'unit' })).lines.toSorted((a, b) => (a.key! < b.key! ? -1 : 1))).toMatchObject([
    { key: 'KH', overdueUpTo1: 0, overdueUpTo5: 1 },
    { key: 'QLCN', overdueUpTo1: 1, overdueUpTo5: 0 },
  ]);
  await openTask('KH', vn('2026-03-18 23:30'));
  await openTask('KH', vn('2026-03-19 00:30')); // the next day in the office, the same in UTC
  expect((await ageing(tools(), { by: 'unit', unit: 'KH' })).total).toMatchObject({ overdueUpTo1: 1, overdueUpTo5: 2 });
});

it('how long an obligation took is counted by the calendar of the unit', async () => {
  const took = async (unit: string) => {
    await test.database.query('truncate deadline cascade');
    await enter(unit, 'x', 'x', 'met');
    const { deadlines } = await obligationsReport(tools(), { from: vn('2026-03-01'), to: vn('2026-04-01') });
    return deadlines.total.netMedianSeconds;
  };
  expect(await took('KH')).toBe((3.5 + 4 * 8 + 1) * HOUR);
  expect(await took('QLCN')).toBe((3.5 + 1) * HOUR);
});

it('a reply took no time while the deadline of the case stood still', async () => {
  const [document, obligation] = [newId(), newId()];
  await test.database.query(
    `insert into incoming_document (id, book, arrival_year, arrival_number, sender_agency, document_date, document_type,
       subject, urgency, received_at, reply_required, due_at, status, registered_at, registered_by, instance_id)
     values ($1, 'incoming', 2026, 1, 'UBND', '2026-01-01', 'Công văn', 'V/v', 'normal', $3, true, $4, 'in-progress', $3, 'x', $2)`,
    [document, instance, vn('2026-03-13 13:30'), vn('2026-03-20 09:00')],
  );
  await test.database.query(
    `insert into reply_obligation (id, document_id, status, due_at, opened_at, result, result_recorded_by, result_recorded_at, closed_at, timeliness)
     values ($1, $2, 'answered', $3, $4, 'x', 'x', $5, $5, 'on-time')`,
    [obligation, document, vn('2026-03-20 09:00'), vn('2026-03-13 13:30'), vn('2026-03-20 08:00')],
  );
  const deadline = await enter('KH', 'reply-obligation', obligation, 'met');
  await test.database.query(
    `insert into deadline_act (kind, deadline_id, instance_id, act, at, until, due_before, due_after, reason, acted_by, approved_by)
     values ('case', $1, $2, 'pause', $3, $4, $3, $3, 'x', 'x', 'x')`,
    [deadline, instance, vn('2026-03-16 07:00'), vn('2026-03-18 17:00')],
  );
  const { replies } = await obligationsReport(tools(), { from: vn('2026-03-01'), to: vn('2026-04-01') });
  expect(replies.total).toMatchObject({ onTime: 1, netMedianSeconds: (3.5 + 8 + 1) * HOUR });
});
