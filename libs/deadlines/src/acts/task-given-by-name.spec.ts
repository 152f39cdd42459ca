import { randomUUID } from 'node:crypto';
import { completeUserTask } from '#runtime';
import { type DeadlineOffice, openDeadlineOffice, START } from '../testing/deadline-office.js';

const LATER = '2026-02-10T10:00:00.000Z';
/** The first hour of the first of February in Vietnam, and the last of January in UTC. */
const AFTER_THE_TRANSFER = '2026-01-31T17:30:00.000Z';

let office: DeadlineOffice;
beforeAll(async () => {
  office = await openDeadlineOffice();
  await office.database.query(`insert into unit (code, name, kind, sort) values
    ('QLCN', 'Phòng Quản lý công nghệ', 'professional', 2), ('QLKH', 'Phòng Quản lý khoa học', 'professional', 3)`);
  await office.database.query(`insert into person (login, full_name) values ('chuyenvien', 'Lê Văn Cường')`);
  await office.database.query(
    `insert into post (id, login, unit_code, role, title, valid_from, valid_to) values
       ($1, 'chuyenvien', 'QLCN', 'staff', 'Chuyên viên', '2025-01-01', '2026-01-31'),
       ($2, 'chuyenvien', 'QLKH', 'staff', 'Chuyên viên', '2026-02-01', null)`,
    [randomUUID(), randomUUID()],
  );
});
afterAll(() => office.close());

let task: string;
const give = async (assignee: string, groups: readonly string[] = []) => {
  const { instanceId } = await office.openCase();
  const [row] = await office.database.query<{ id: string }>(
    'update user_task set assignee = $2, candidate_groups = $3 where instance_id = $1 returning id',
    [instanceId, assignee, groups],
  );
  task = row!.id;
};
const headOf = (unit: string) => ['head', `head:${unit}`, `unit:${unit}`];
const extend = (groups: readonly string[]) =>
  office.run(office.commands.extend, { kind: 'task', id: task, to: { dueAt: LATER }, reason: 'x', groups }, 'truongphong');
const correct = (groups: readonly string[]) =>
  office.run(office.commands.correct, { kind: 'task', id: task, dueAt: LATER, reason: 'x', groups });
const chiefIn = (unit: string) => ['chief-of-office', `unit:${unit}`];
const forbidden = { code: 'deadlines.forbidden' };

beforeEach(() => office.at(START));

it('a task that is given to a person by name is extended by the head of his unit, not by that of the unit that leads the case', async () => {
  await give('chuyenvien');
  await expect(extend(headOf('KT'))).rejects.toMatchObject(forbidden);
  expect((await extend(headOf('QLCN'))).dueAt).toBe(LATER);
});

it('it is not corrected by the chief of office whose unit has it, though by one of the unit that leads the case', async () => {
  await give('chuyenvien');
  await expect(correct(chiefIn('QLCN'))).rejects.toMatchObject(forbidden);
  expect((await correct(chiefIn('KT'))).dueAt).toBe(LATER);
});

it('it goes with its holder to another unit while it is open', async () => {
  await give('chuyenvien');
  office.at(AFTER_THE_TRANSFER);
  await expect(extend(headOf('QLCN'))).rejects.toMatchObject(forbidden);
  expect((await extend(headOf('QLKH'))).dueAt).toBe(LATER);
});

it('once done it stays with the unit in which he did it', async () => {
  await give('chuyenvien');
  await office.run(completeUserTask, { taskId: task, variables: {} }, 'chuyenvien');
  await office.database.query(`update user_task set assignee = 'khongai' where id = $1`, [task]);
  office.at(AFTER_THE_TRANSFER);
  await expect(correct(chiefIn('QLCN'))).rejects.toMatchObject(forbidden);
  expect((await correct(chiefIn('QLKH'))).dueAt).toBe(LATER);
});

it.each([['leader'], ['clerk']])('a task that is offered to each %s is no unit’s, whoever has taken it', async (group) => {
  await give('chuyenvien', [group]);
  await expect(extend(headOf('QLCN'))).rejects.toMatchObject(forbidden);
  expect((await correct(chiefIn('QLCN'))).dueAt).toBe(LATER);
});

it('a task of somebody without a post is extended by a leader', async () => {
  await give('khongai');
  await expect(extend(headOf('KT'))).rejects.toMatchObject(forbidden);
  expect((await extend(['leader'])).dueAt).toBe(LATER);
});
