import { completeUserTask } from '#runtime';
import { type DeadlineOffice, openDeadlineOffice } from '../testing/deadline-office.js';

const UNTIL = '2026-01-28T10:00:00.000Z';

let office: DeadlineOffice;
let id: string;
beforeEach(async () => {
  office = await openDeadlineOffice();
  ({ id } = await office.openCase());
  await office.database.query(`update user_task set assignee = 'chuyenvien'`);
});
afterEach(() => office.close());

const pause = () => office.run(office.commands.pause, { id, until: UNTIL, reason: 'x', groups: ['leader'] }, 'lanhdao');
const change = (element: string, set: string) => office.database.query(`update user_task set ${set} where element_id = $1`, [element]);
const forbidden = { code: 'deadlines.forbidden' };

it('a leader decides about the work of others', async () => {
  expect((await pause()).pausedUntil).toBe(UNTIL);
});

it.each(['answer', 'give'])('a leader who has the task "%s", of the case or of what it has called, does not decide', async (element) => {
  await change(element, `assignee = 'lanhdao'`);
  await expect(pause()).rejects.toMatchObject(forbidden);
});

it('a leader to whom a task is offered by name does not decide while nobody has it', async () => {
  await change('answer', `assignee = null, candidate_users = '{lanhdao}'`);
  await expect(pause()).rejects.toMatchObject(forbidden);
});

it('the head for whom it waits is told to have a leader decide, and enters that', async () => {
  await change('answer', 'assignee = null');
  const entered = { id, until: UNTIL, reason: 'x', groups: ['head:KT', 'unit:KT'] };
  const alone = office.run(office.commands.pause, entered, 'truongphong');
  await expect(alone).rejects.toMatchObject({ ...forbidden, message: expect.stringMatching(/leader.*approvedBy/) });
  const approver = { login: 'lanhdao', groups: ['leader'] };
  expect((await office.run(office.commands.pause, { ...entered, approver }, 'truongphong')).pausedUntil).toBe(UNTIL);
});

it('work without a deadline keeps nobody from deciding', async () => {
  await change('give', `assignee = 'lanhdao', due_at = null`);
  expect((await pause()).pausedUntil).toBe(UNTIL);
});

it('work that is done keeps nobody from deciding', async () => {
  await change('give', `assignee = 'lanhdao'`);
  const task = await office.taskAt('give');
  await office.run(completeUserTask, { taskId: task, variables: {} }, 'lanhdao');
  expect((await pause()).pausedUntil).toBe(UNTIL);
});
