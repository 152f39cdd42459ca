import { listAudit } from '#audit';
import { cancelInstance, completeUserTask } from '#runtime';
import { explainDeadline } from '../index.js';
import { type DeadlineOffice, openDeadlineOffice } from '../testing/deadline-office.js';

const LEADER = ['leader'];
/** Five working days after Thursday 22 January 2026. */
const DUE = '2026-01-29T10:00:00.000Z';

let office: DeadlineOffice;
beforeEach(async () => {
  office = await openDeadlineOffice();
});
afterEach(() => office.close());

const pause = (id: string, until: string, from?: string) =>
  office.run(office.commands.pause, { id, until, from, reason: 'chờ Sở Tài chính', groups: LEADER }, 'lanhdao');
const explain = (kind: 'case' | 'task', id: string) =>
  explainDeadline(
    office.database,
    { calendars: office.book, definitions: office.definitions },
    { login: 'lanhdao', groups: LEADER, units: 'all' },
    { kind, id },
  );
const taskOf = async (element: string) => {
  const [task] = await office.database.query<{ id: string }>('select id from user_task where element_id = $1', [element]);
  return task!.id;
};

it('a pause moves the ledger, the case, what it has called, its timers and what other libs keep, and keeps what was left', async () => {
  const { id, dueAt } = await office.openCase();
  expect(dueAt).toBe(DUE);
  office.at('2026-01-23T10:00:00.000Z'); // Friday evening: four working days are left.

  const paused = await pause(id, '2026-01-28T10:00:00.000Z');

  expect(paused).toEqual({ dueAt: '2026-02-03T10:00:00.000Z', pausedUntil: '2026-01-28T10:00:00.000Z' });
  expect(await office.dueTimes()).toEqual({ answer: paused.dueAt, 'answer-due': paused.dueAt, give: paused.dueAt });
  expect(office.followed).toEqual([{ subjectId: 'document-1', dueAt: paused.dueAt }]);

  office.at('2026-01-26T10:00:00.000Z'); // Monday evening: two days earlier than expected.
  const resumed = await office.run(office.commands.resume, { id, reason: 'đã có ý kiến', groups: LEADER }, 'lanhdao');
  expect(resumed).toEqual({ dueAt: '2026-01-30T10:00:00.000Z', pausedUntil: null });
  expect((await office.dueTimes())['answer-due']).toBe(resumed.dueAt);
});

it('an extension fixes the approved instant, also by working days', async () => {
  const { id } = await office.openCase();
  const { dueAt } = await office.run(
    office.commands.extend,
    { kind: 'case', id, to: { workingDays: 2 }, reason: 'việc phức tạp', groups: ['leader'] },
    'lanhdao',
  );
  expect(dueAt).toBe('2026-02-02T10:00:00.000Z');
  const { acts, firstDueAt } = await explain('case', id);
  expect(firstDueAt).toBe(DUE);
  expect(acts).toMatchObject([
    { act: 'extension', workingDays: 2, dueBefore: DUE, dueAfter: dueAt, approvedBy: 'lanhdao', reason: 'việc phức tạp' },
  ]);
});

it.each([
  ['into the future', '2026-01-28T10:00:00.000Z', '2026-01-27T02:00:00.000Z'],
  ['that has ended', '2026-01-22T01:00:00.000Z', undefined],
  ['from before it began', '2026-01-28T10:00:00.000Z', '2026-01-20T02:00:00.000Z'],
  ['until a mistyped year', '2062-01-28T10:00:00.000Z', undefined],
])('refuses a pause %s', async (_name, until, from) => {
  const { id } = await office.openCase();
  await expect(pause(id, until, from)).rejects.toMatchObject({ code: 'deadlines.act-refused' });
});

it('refuses a pause that reaches back into an earlier one, though a calendar has moved the deadline since', async () => {
  const { id } = await office.openCase();
  await pause(id, '2026-01-27T10:00:00.000Z');
  await office.database.query(
    `insert into deadline_act (kind, deadline_id, instance_id, act, at, due_before, due_after, reason, acted_by)
     select 'case', id, instance_id, 'move', business_now(), due_at, due_at, 'x', 'x' from deadline`,
  );
  office.at('2026-01-28T02:00:00.000Z');
  await expect(pause(id, '2026-01-30T10:00:00.000Z', '2026-01-26T02:00:00.000Z')).rejects.toMatchObject({ code: 'deadlines.act-refused' });
  expect((await pause(id, '2026-01-30T10:00:00.000Z')).pausedUntil).toBe('2026-01-30T10:00:00.000Z');
});

it('due dates stay whole however often a clock stops, at whatever fraction of a second', async () => {
  const { id } = await office.openCase();
  for (const hour of [3, 4, 6]) {
    office.at(`2026-01-22T0${hour}:00:00.123Z`);
    await pause(id, '2026-01-28T10:00:00.000Z');
    office.at(`2026-01-22T0${hour}:20:00.456Z`);
    const { dueAt } = await office.run(office.commands.resume, { id, reason: 'x', groups: LEADER }, 'lanhdao');
    expect(dueAt).toMatch(/00\.000Z$/);
  }
});

it('refuses an extension that gives no more time, has passed already, is of a mistyped year, or of what stands still or has ended', async () => {
  const { id, instanceId } = await office.openCase();
  const extend = (to: { dueAt: string } | { workingDays: number }) =>
    office.run(office.commands.extend, { kind: 'case', id, to, reason: 'x', groups: LEADER }, 'lanhdao');
  const refused = { code: 'deadlines.act-refused' };
  await expect(extend({ dueAt: DUE })).rejects.toMatchObject(refused);
  await expect(extend({ dueAt: '2062-01-30T10:00:00.000Z' })).rejects.toMatchObject(refused);
  await pause(id, '2026-01-26T10:00:00.000Z');
  await expect(extend({ workingDays: 2 })).rejects.toMatchObject({ code: 'deadlines.deadline-pause' });
  office.at('2026-04-01T02:00:00.000Z');
  await expect(extend({ workingDays: 2 })).rejects.toMatchObject(refused);
  await office.run(cancelInstance, { instanceId, reason: 'x' });
  await expect(extend({ workingDays: 200 })).rejects.toMatchObject({ code: 'deadlines.deadline-closed' });
  await expect(pause(id, '2026-04-26T10:00:00.000Z')).rejects.toMatchObject({ code: 'deadlines.deadline-closed' });
});

it('refuses a second pause, and to resume what is not paused', async () => {
  const { id } = await office.openCase();
  const resume = () => office.run(office.commands.resume, { id, reason: 'x', groups: LEADER });
  await expect(resume()).rejects.toMatchObject({ code: 'deadlines.deadline-pause' });
  await pause(id, '2026-01-26T10:00:00.000Z');
  await expect(pause(id, '2026-01-28T10:00:00.000Z')).rejects.toMatchObject({ code: 'deadlines.deadline-pause' });
  office.at('2026-01-27T02:00:00.000Z'); // Its expected end has ended it.
  await expect(resume()).rejects.toMatchObject({ code: 'deadlines.deadline-pause' });
});

it('an extension of a task stands against what the case says, and a correction judges the ended one anew', async () => {
  const { id } = await office.openCase();
  const task = await taskOf('give');
  const to = { dueAt: '2026-02-10T10:00:00.000Z' };
  await office.run(office.commands.extend, { kind: 'task', id: task, to, reason: 'thêm việc', groups: LEADER });
  await pause(id, '2026-01-28T10:00:00.000Z');
  expect((await office.dueTimes())['give']).toBe(to.dueAt);

  office.at('2026-02-11T02:00:00.000Z');
  await office.run(completeUserTask, { taskId: task, variables: {} }, 'chuyenvien');
  expect((await explain('task', task)).status).toBe('missed');
  const correction = { kind: 'task', id: task, dueAt: '2026-02-11T10:00:00.000Z', reason: 'lịch công bố muộn' } as const;
  await expect(office.run(office.commands.correct, { ...correction, groups: LEADER })).rejects.toMatchObject({ code: 'deadlines.forbidden' });
  await office.run(office.commands.correct, { ...correction, groups: ['chief-of-office'] });
  expect(await explain('task', task)).toMatchObject({ status: 'met', rule: 'đặt tay' });
  const { items } = await listAudit(office.database, { subjectId: task, limit: 1 });
  expect(items).toMatchObject([{ action: 'deadlines.correct-deadline', actor: 'chanhvp' }]);
});
