import { vn } from '../../../../test/support/office-time.js';
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
    { at: '-P1D', to: 'assignee', escalate: false },
    { at: 'PT4H', to: 'head', escalate: true },
  ]),
);

const toldAt = async (officeTime: string) => (await office.sendAt(officeTime)).map((told) => told.split(':')[0]).toSorted();
const instanceOf = async (task: string) => {
  const [row] = await office.database.query<{ id: string }>('select instance_id as id from user_task where id = $1', [task]);
  return row!.id;
};
/** Makes the process of one task a called one of the other's. */
const call = async (root: string, task: string) => {
  const sql = 'update process_instance set root_instance_id = $1, parent_instance_id = $1 where id = $2';
  await office.database.query(sql, [root, await instanceOf(task)]);
};

it('a task that is offered to people by name is theirs while nobody has taken it', async () => {
  const task = await office.openTask({ dueAt: FRIDAY });
  await office.database.query(`update user_task set candidate_users = '{cuongpv,hoalt}' where id = $1`, [task]);
  expect(await toldAt('2026-03-05 07:00')).toEqual(['cuongpv', 'hoalt']);
});

it('the head hears of what is offered to others beside him too', async () => {
  await office.openTask({ groups: ['unit:QLCN'], dueAt: FRIDAY });
  await toldAt('2026-03-05 07:00');
  expect(await toldAt('2026-03-09 11:00')).toEqual(['hoalt']);
});

it('whoever holds a task of a called process hears of the deadline of the case', async () => {
  const own = await office.openTask({ assignee: 'cuongpv', dueAt: NEVER });
  const root = await instanceOf(own);
  await call(root, await office.openTask({ assignee: 'hoalt', dueAt: NEVER }));
  await office.openCase({ dueAt: FRIDAY, unitCode: 'QLCN', instanceId: root });
  expect(await toldAt('2026-03-05 07:00')).toEqual(['cuongpv', 'hoalt']);
});

it('nothing is sent about the task of a called process while the case stands still', async () => {
  const root = await instanceOf(await office.openTask({ assignee: 'cuongpv', dueAt: NEVER }));
  await call(root, await office.openTask({ assignee: 'hoalt', dueAt: FRIDAY }));
  const deadline = await office.openCase({ dueAt: NEVER, unitCode: 'QLCN', instanceId: root });
  await office.database.query('update deadline set paused_until = $2 where id = $1', [deadline, vn('2026-03-05 08:00')]);
  expect(await toldAt('2026-03-05 07:00')).toEqual([]);
  expect(await toldAt('2026-03-05 08:01')).toEqual(['hoalt']);
});

it('what is offered to a group already does not climb to it', async () => {
  await office.openTask({ groups: ['unit:QLCN', 'head:QLCN'], dueAt: FRIDAY });
  await toldAt('2026-03-05 07:00');
  expect(await toldAt('2026-03-09 11:00')).toEqual(['hoalt']);
  expect(office.climbed).toEqual([]);
});
