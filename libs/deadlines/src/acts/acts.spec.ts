import { listAudit } from '#audit';
import { completeUserTask } from '#runtime';
import { explainDeadline } from '../index.js';
import { type DeadlineOffice, openDeadlineOffice } from '../testing/deadline-office.js';

const HEAD = ['head:KT', 'unit:KT'];
/** Five working days after Thursday 22 January 2026. */
const DUE = '2026-01-29T10:00:00.000Z';

let office: DeadlineOffice;
beforeEach(async () => {
  office = await openDeadlineOffice();
});
afterEach(() => office.close());

const pause = (id: string, until: string, from?: string) =>
  office.run(office.commands.pause, { id, until, from, reason: 'chờ Sở Tài chính', groups: HEAD }, 'truongphong');
const explain = (kind: 'case' | 'task', id: string) =>
  explainDeadline(
    office.database,
    { calendars: office.book, definitions: office.definitions },
    { login: 'truongphong', groups: HEAD },
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
  const resumed = await office.run(office.commands.resume, { id, reason: 'đã có ý kiến', groups: HEAD }, 'truongphong');
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
  await expect(
    office.run(office.commands.extend, { kind: 'case', id, to: { dueAt: DUE }, reason: 'x', groups: ['leader'] }),
  ).rejects.toMatchObject({ code: 'deadlines.act-refused' });
});

it('says the whole reason in one sentence, with the days that were skipped and the pause', async () => {
  const { id } = await office.openCase();
  office.at('2026-01-23T10:00:00.000Z');
  await pause(id, '2026-01-28T10:00:00.000Z');

  const explained = await explain('case', id);

  expect(explained.sentence).toBe(
    'Hạn 17:00 thứ Ba 03/02/2026 vì tiếp nhận văn bản lúc 09:00 thứ Năm 22/01/2026, thời hạn 5 ngày làm việc, không tính ngày đầu; ' +
      'trừ Thứ Bảy 24/01, Chủ Nhật 25/01, Thứ Bảy 31/01, Chủ Nhật 01/02 theo Lịch làm việc hành chính Việt Nam, phiên bản 1; ' +
      'tạm dừng từ 17:00 thứ Sáu 23/01/2026 đến 17:00 thứ Tư 28/01/2026 (chờ Sở Tài chính, truongphong duyệt). ' +
      'Hiện còn 7 ngày làm việc.',
  );
  expect(explained).toMatchObject({ rule: 'P5D', calendar: { key: 'vn', version: 1 }, warning: null });
  expect(Math.floor(explained.grossSeconds / 3600)).toBe(32);
  expect(explained.skipped[0]).toEqual({ date: '2026-01-24', name: 'Thứ Bảy', source: expect.any(String) });
});

it('explains the deadline of a task by the words of its model, and warns where days off are not announced', async () => {
  office.at('2027-01-21T02:00:00.000Z');
  await office.start('counting');
  const explained = await explain('task', await taskOf('count'));
  expect(explained.rule).toBe('= add working time(now(), duration("P3D"), place)');
  expect(explained.dueAt).toBe('2027-01-26T10:00:00.000Z');
  expect(explained.sentence).toContain('theo quy tắc của quy trình «= add working time(now(), duration("P3D"), place)»');
  expect(explained.warning).toContain('công bố');
});

it('lets nobody decide who has the work himself, or whose unit it is not', async () => {
  const { id } = await office.openCase();
  const act = { id, until: '2026-01-28T10:00:00.000Z', reason: 'x' };
  await expect(office.run(office.commands.pause, { ...act, groups: ['head:QLCN'] })).rejects.toMatchObject({ code: 'deadlines.forbidden' });
  await office.database.query(`update user_task set assignee = 'truongphong'`);
  await expect(office.run(office.commands.pause, { ...act, groups: HEAD }, 'truongphong')).rejects.toMatchObject({
    code: 'deadlines.forbidden',
  });
  expect((await office.run(office.commands.pause, { ...act, groups: ['leader'] })).pausedUntil).toBe(act.until);
});

it.each([
  ['into the future', '2026-01-28T10:00:00.000Z', '2026-01-27T02:00:00.000Z'],
  ['that has ended', '2026-01-22T01:00:00.000Z', undefined],
  ['from before it began', '2026-01-28T10:00:00.000Z', '2026-01-20T02:00:00.000Z'],
])('refuses a pause %s', async (_name, until, from) => {
  const { id } = await office.openCase();
  await expect(pause(id, until, from)).rejects.toMatchObject({ code: 'deadlines.act-refused' });
});

it('refuses a second pause, and to resume what is not paused', async () => {
  const { id } = await office.openCase();
  const resume = () => office.run(office.commands.resume, { id, reason: 'x', groups: HEAD });
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
  await office.run(office.commands.extend, { kind: 'task', id: task, to, reason: 'thêm việc', groups: HEAD });
  await pause(id, '2026-01-28T10:00:00.000Z');
  expect((await office.dueTimes())['give']).toBe(to.dueAt);

  office.at('2026-02-11T02:00:00.000Z');
  await office.run(completeUserTask, { taskId: task, variables: {} });
  expect((await explain('task', task)).status).toBe('missed');
  const correction = { kind: 'task', id: task, dueAt: '2026-02-11T10:00:00.000Z', reason: 'lịch công bố muộn' } as const;
  await expect(office.run(office.commands.correct, { ...correction, groups: HEAD })).rejects.toMatchObject({ code: 'deadlines.forbidden' });
  await office.run(office.commands.correct, { ...correction, groups: ['chief-of-office'] });
  expect(await explain('task', task)).toMatchObject({ status: 'met', rule: 'đặt tay' });
  const { items } = await listAudit(office.database, { subjectId: task, limit: 1 });
  expect(items).toMatchObject([{ action: 'deadlines.correct-deadline', actor: 'chanhvp' }]);
});
