import { planCalendarMove } from '../index.js';
import { type DeadlineOffice, openDeadlineOffice, withDayOff } from '../testing/deadline-office.js';

const FRIDAY = '2026-01-30T10:00:00.000Z';
const MONDAY = '2026-02-02T10:00:00.000Z';

let office: DeadlineOffice;
beforeEach(async () => {
  office = await openDeadlineOffice();
});
afterEach(() => office.close());

const planned = () =>
  planCalendarMove(
    office.database,
    { definitions: office.definitions, zone: 'Asia/Ho_Chi_Minh', follow: office.follow },
    { data: withDayOff('2026-01-30'), limit: 50 },
  );

it('the dry run names what somebody fixed on a day that becomes a day off, once, and what it moves among the moves alone', async () => {
  const fixed = await office.openCase({ rule: { kind: 'fixed', dueAt: FRIDAY, by: 'vanthu' } });
  await office.openCase({ rule: { kind: 'fixed', dueAt: MONDAY, by: 'vanthu' } });
  await office.openCase({ rule: { kind: 'fixed', dueAt: '2026-02-01T03:00:00.000Z', by: 'vanthu' } }); // A Sunday already.
  const counted = await office.openCase({ rule: { kind: 'working', duration: 'P6D', from: '2026-01-22T02:00:00.000Z' } });
  const [task] = await office.database.query<{ id: string }>(
    `update user_task set due_at = $1, due_by_hand = true where id = (select id from user_task where due_at = $2 limit 1) returning id`,
    ['2026-01-30T03:00:00.000Z', MONDAY],
  );

  const { onDaysOff, totals, items } = await planned();

  expect(counted.dueAt).toBe(FRIDAY);
  expect(onDaysOff).toEqual([
    expect.objectContaining({ kind: 'task', id: task!.id, dueAt: '2026-01-30T03:00:00.000Z', unit: 'KT' }),
    expect.objectContaining({ kind: 'case', id: fixed.id, dueAt: FRIDAY, label: 'Phúc đáp văn bản số đến 1/2026' }),
  ]);
  expect(totals).toMatchObject({ cases: 1, onDaysOff: 2 });
  expect(items.filter(({ kind }) => kind === 'case').map(({ id }) => id)).toEqual([counted.id]);
});

it('an extension by working days is among the moves', async () => {
  const { id, dueAt: from } = await office.openCase();
  await office.run(office.commands.extend, { kind: 'case', id, to: { workingDays: 1, from }, reason: 'x', groups: ['leader'] }, 'lanhdao');
  const { items, onDaysOff } = await planned();
  expect(items.find((item) => item.id === id)).toMatchObject({ from: FRIDAY, to: MONDAY, why: 'nghỉ 30/01 (Nghỉ tránh bão)' });
  expect(onDaysOff).toEqual([]);
});
