import { listAudit } from '#audit';
import { cancelInstance, completeUserTask } from '#runtime';
import { type DeadlineOffice, moveAll, openDeadlineOffice, START, withDayOff } from '../testing/deadline-office.js';
import type { ExtendDeadlineInput } from './extend-deadline.command.js';

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

it('a pause moves the ledger, the case, what it has called, its timers and what other libs keep, and keeps what was left', async () => {
  const { id, dueAt } = await office.openCase();
  expect(dueAt).toBe(DUE);
  office.at('2026-01-23T10:00:00.000Z'); // Friday evening: four working days are left.

  const paused = await pause(id, '2026-01-28T10:00:00.000Z');

  expect(paused).toEqual({ dueAt: '2026-02-03T10:00:00.000Z', pausedUntil: '2026-01-28T10:00:00.000Z', warning: null });
  expect(await office.dueTimes()).toEqual({ answer: paused.dueAt, 'answer-due': paused.dueAt, give: paused.dueAt });
  expect(office.followed).toEqual([{ subjectId: 'document-1', dueAt: paused.dueAt }]);

  office.at('2026-01-26T10:00:00.000Z'); // Monday evening: two days earlier than expected.
  const resumed = await office.run(office.commands.resume, { id, reason: 'đã có ý kiến', groups: LEADER }, 'lanhdao');
  expect(resumed).toEqual({ dueAt: '2026-01-30T10:00:00.000Z', pausedUntil: null, warning: null });
  expect((await office.dueTimes())['answer-due']).toBe(resumed.dueAt);
});

it('an extension by working days is counted again when the calendar moves, one to an instant stands', async () => {
  const { id } = await office.openCase();
  const { dueAt } = await office.run(
    office.commands.extend,
    { kind: 'case', id, to: { workingDays: 2, from: DUE }, reason: 'việc phức tạp', groups: ['leader'] },
    'lanhdao',
  );
  expect(dueAt).toBe('2026-02-02T10:00:00.000Z');
  const { acts, firstDueAt } = await office.explain('case', id);
  expect(firstDueAt).toBe(DUE);
  expect(acts).toMatchObject([
    { act: 'extension', workingDays: 2, dueBefore: DUE, dueAfter: dueAt, approvedBy: 'lanhdao', reason: 'việc phức tạp' },
  ]);
  await moveAll(office, await office.publish(withDayOff('2026-02-02'), 'bão số 3'));
  expect((await office.dueTimes())['answer']).toBe('2026-02-03T10:00:00.000Z');
});

it.each(['case', 'task'] as const)('of two who extend a %s by working days at once, the second is told that it is due later already', async (kind) => {
  const opened = await office.openCase();
  const id = kind === 'case' ? opened.id : await office.taskAt('give');
  const extend = (from: string) =>
    office.run(office.commands.extend, { kind, id, to: { workingDays: 1, from }, reason: 'x', groups: LEADER }, 'lanhdao');
  const both = await Promise.allSettled([extend(DUE), extend(DUE)]);
  expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
  expect(both.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { code: 'deadlines.due-date-changed', kind: 'conflict' } });
  expect(await office.explain(kind, id)).toMatchObject({ dueAt: '2026-01-30T10:00:00.000Z' });
  expect((await extend('2026-01-30T17:00:00+07:00')).dueAt).toBe('2026-02-02T10:00:00.000Z');
});

it.each([
  ['into the future', '2026-01-28T10:00:00.000Z', '2026-01-27T02:00:00.000Z', 'from', 'lies in the future'],
  ['that has ended', '2026-01-22T01:00:00.000Z', undefined, 'until', 'is not after the beginning'],
  ['from before it began', '2026-01-28T10:00:00.000Z', '2026-01-20T02:00:00.000Z', 'from', `lies before ${START}`],
  ['until a mistyped year', '2062-01-28T10:00:00.000Z', undefined, 'until', 'more than a year'],
  ['of more than a year', '2027-02-01T10:00:00.000Z', undefined, 'until', 'more than a year'],
  ['that ends as it begins', '2026-01-22T02:00:00.000Z', '2026-01-22T02:00:00.000Z', 'until', 'is not after the beginning'],
])('refuses a pause %s', async (_name, until, from, where, why) => {
  const { id } = await office.openCase();
  const findings = [{ where, what: expect.stringContaining(why) }];
  await expect(pause(id, until, from)).rejects.toMatchObject({ code: 'deadlines.pause-refused', findings });
});

it('refuses a pause of what is late, and an extension of a task that is done', async () => {
  const { id } = await office.openCase();
  const task = await office.taskAt('give');
  await office.run(completeUserTask, { taskId: task, variables: {} }, 'chuyenvien');
  const extended = office.run(office.commands.extend, { kind: 'task', id: task, to: { workingDays: 3, from: DUE }, reason: 'x', groups: LEADER }, 'lanhdao');
  await expect(extended).rejects.toMatchObject({ code: 'deadlines.deadline-closed' });
  office.at(new Date(Date.parse(DUE) + 1_000).toISOString());
  const findings = [{ where: 'from', what: expect.stringContaining('is not before the deadline') }];
  await expect(pause(id, '2026-02-10T10:00:00.000Z')).rejects.toMatchObject({ code: 'deadlines.pause-refused', findings });
});

it('of two who pause a case at once the second finds it paused', async () => {
  const { id } = await office.openCase();
  const both = await Promise.allSettled(['2026-01-28T10:00:00.000Z', '2026-01-30T10:00:00.000Z'].map((until) => pause(id, until)));
  expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
  expect(both.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { code: 'deadlines.deadline-pause' } });
  expect(await office.database.query(`select from deadline_act where kind = 'case'`)).toHaveLength(1);
});

it('a stop of the clock that is over is recorded afterwards, and the clock runs', async () => {
  const { id } = await office.openCase();
  office.at('2026-01-27T02:00:00.000Z');
  // Friday and Monday.
  const recorded = await pause(id, '2026-01-26T10:00:00.000Z', '2026-01-22T10:00:00.000Z');
  expect(recorded).toMatchObject({ dueAt: '2026-02-02T10:00:00.000Z', pausedUntil: null });
  expect((await office.dueTimes())['answer-due']).toBe(recorded.dueAt);
  const { pausedUntil, standing, netSeconds } = await office.explain('case', id);
  expect({ pausedUntil, standing }).toEqual({ pausedUntil: null, standing: expect.stringMatching(/^Hiện còn 4 ngày/) });
  // Thursday from nine, Tuesday until nine.
  expect(netSeconds / 3_600).toBeCloseTo(6 + 2, 1);
  await expect(pause(id, '2026-01-28T10:00:00.000Z', '2026-01-26T02:00:00.000Z')).rejects.toMatchObject({ code: 'deadlines.pause-refused' });
  expect((await pause(id, '2026-01-28T10:00:00.000Z')).pausedUntil).toBe('2026-01-28T10:00:00.000Z');
});

it('refuses a pause that reaches back into an earlier one, though a calendar has moved the deadline since', async () => {
  const { id } = await office.openCase();
  await pause(id, '2026-01-27T10:00:00.000Z');
  await office.database.query(
    `insert into deadline_act (kind, deadline_id, instance_id, act, at, due_before, due_after, reason, acted_by)
     select 'case', id, instance_id, 'move', business_now(), due_at, due_at, 'x', 'x' from deadline`,
  );
  office.at('2026-01-28T02:00:00.000Z');
  await expect(pause(id, '2026-01-30T10:00:00.000Z', '2026-01-26T02:00:00.000Z')).rejects.toMatchObject({ code: 'deadlines.pause-refused' });
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
  const extend = (to: ExtendDeadlineInput['to']) =>
    office.run(office.commands.extend, { kind: 'case', id, to, reason: 'x', groups: LEADER }, 'lanhdao');
  const from = DUE;
  const refused = { code: 'deadlines.extension-refused' };
  await expect(extend({ dueAt: DUE })).rejects.toMatchObject(refused);
  await expect(extend({ dueAt: '2062-01-30T10:00:00.000Z' })).rejects.toMatchObject({ code: 'deadlines.date-far-off' });
  await pause(id, '2026-01-26T10:00:00.000Z');
  await expect(extend({ workingDays: 2, from })).rejects.toMatchObject({ code: 'deadlines.deadline-pause' });
  office.at('2026-04-01T02:00:00.000Z');
  await expect(extend({ workingDays: 2, from: (await office.explain('case', id)).dueAt })).rejects.toMatchObject(refused);
  await office.run(cancelInstance, { instanceId, reason: 'x' });
  await expect(extend({ workingDays: 200, from })).rejects.toMatchObject({ code: 'deadlines.deadline-closed' });
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
  const task = await office.taskAt('give');
  const to = { dueAt: '2026-02-10T10:00:00.000Z' };
  await office.run(office.commands.extend, { kind: 'task', id: task, to, reason: 'thêm việc', groups: LEADER });
  await pause(id, '2026-01-28T10:00:00.000Z');
  expect((await office.dueTimes())['give']).toBe(to.dueAt);

  office.at('2026-02-11T02:00:00.000Z');
  await office.run(completeUserTask, { taskId: task, variables: {} }, 'chuyenvien');
  expect((await office.explain('task', task)).status).toBe('missed');
  const correction = { kind: 'task', id: task, dueAt: '2026-02-11T10:00:00.000Z', reason: 'lịch công bố muộn' } as const;
  await expect(office.run(office.commands.correct, { ...correction, groups: LEADER })).rejects.toMatchObject({ code: 'deadlines.forbidden' });
  await office.run(office.commands.correct, { ...correction, groups: ['chief-of-office'] });
  expect(await office.explain('task', task)).toMatchObject({ status: 'met', rule: 'đặt tay' });
  const { items } = await listAudit(office.database, { subjectId: task, limit: 1 });
  expect(items).toMatchObject([{ action: 'deadlines.correct-deadline', actor: 'chanhvp' }]);
});

it('a correction of a case judges it anew, tells the libs above and stands whatever the calendar', async () => {
  const { id } = await office.openCase();
  const correct = (dueAt: string, groups = ['chief-of-office']) =>
    office.run(office.commands.correct, { kind: 'case', id, dueAt, reason: 'lịch công bố muộn', groups });
  const later = '2026-01-30T10:00:00.000Z';
  office.at('2026-01-30T02:00:00.000Z');
  for (const element of ['give', 'answer']) await office.run(completeUserTask, { taskId: await office.taskAt(element), variables: {} }, 'chuyenvien');
  await office.runDueJobs(); // The end of what was called reaches the case as a job.
  expect(await office.explain('case', id)).toMatchObject({ status: 'missed', dueAt: DUE });
  office.followed.length = 0;

  await expect(correct(later, LEADER)).rejects.toMatchObject({ code: 'deadlines.forbidden' });
  await expect(correct(DUE)).rejects.toMatchObject({ code: 'deadlines.nothing-to-correct' });
  expect(await correct(later)).toEqual({ dueAt: later, pausedUntil: null, warning: null });

  const { status, dueAt, firstDueAt, acts, reasons } = await office.explain('case', id);
  expect({ status, dueAt, firstDueAt }).toEqual({ status: 'met', dueAt: later, firstDueAt: DUE });
  expect(acts).toMatchObject([{ act: 'correction', dueBefore: DUE, dueAfter: later, approvedBy: 'chanhvp' }]);
  expect(reasons.at(-1)).toBe('đính chính thành 17:00 thứ Sáu 30/01/2026 (lịch công bố muộn, chanhvp duyệt)');
  expect(office.followed).toEqual([{ subjectId: 'document-1', dueAt: later }]);
  await moveAll(office, await office.publish(withDayOff('2026-01-26'), 'bão số 3'));
  expect(await office.explain('case', id)).toMatchObject({ status: 'met', dueAt: later });
});

it('an earlier correction makes a case that was met missed, and one that was cancelled stays cancelled', async () => {
  const cases = [await office.openCase(), await office.openCase()];
  office.at('2026-01-28T02:00:00.000Z');
  const tasks = await office.database.query<{ id: string }>(
    `select t.id from user_task t join process_instance i on i.id = t.instance_id where i.root_instance_id = $1 order by t.element_id desc`,
    [cases[0]!.instanceId],
  );
  for (const task of tasks) await office.run(completeUserTask, { taskId: task.id, variables: {} }, 'chuyenvien');
  await office.runDueJobs();
  await office.run(cancelInstance, { instanceId: cases[1]!.instanceId, reason: 'x' });
  for (const { id } of cases) {
    await office.run(office.commands.correct, { kind: 'case', id, dueAt: '2026-01-27T10:00:00.000Z', reason: 'x', groups: ['admin'] });
  }
  const statuses = await Promise.all(cases.map(async ({ id }) => (await office.explain('case', id)).status));
  expect(statuses).toEqual(['missed', 'cancelled']);
});

it('an extension after a pause was ended is a fixed date, which no calendar moves', async () => {
  const { id } = await office.openCase();
  office.at('2026-01-22T10:00:00.000Z');
  await pause(id, '2026-01-28T10:00:00.000Z');
  office.at('2026-01-23T10:00:00.000Z');
  await office.run(office.commands.resume, { id, reason: 'đã có ý kiến', groups: LEADER }, 'lanhdao');
  const extended = '2026-02-02T10:00:00.000Z';
  await office.run(office.commands.extend, { kind: 'case', id, to: { dueAt: extended }, reason: 'x', groups: LEADER }, 'lanhdao');
  await moveAll(office, await office.publish(withDayOff('2026-01-26'), 'bão số 3'));
  expect(await office.dueTimes()).toEqual({ answer: extended, 'answer-due': extended, give: extended });
});
