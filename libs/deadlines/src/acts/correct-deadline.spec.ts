import { completeUserTask } from '#runtime';
import { type DeadlineOffice, openDeadlineOffice } from '../testing/deadline-office.js';

const CHIEF = ['chief-of-office'];
/** Five working days after Thursday 22 January 2026. */
const DUE = '2026-01-29T10:00:00.000Z';
const LATER = '2026-02-03T10:00:00.000Z';
const EARLIER = '2026-01-27T10:00:00.000Z';
/** The commonest mistake of all, and what was meant. */
const MISTYPED = '2027-01-29T10:00:00.000Z';

let office: DeadlineOffice;
beforeEach(async () => {
  office = await openDeadlineOffice();
});
afterEach(() => office.close());

const correct = (kind: 'case' | 'task', id: string, dueAt: string, groups = CHIEF) =>
  office.run(office.commands.correct, { kind, id, dueAt, reason: 'ghi nhầm năm', groups });
const complete = async (...elements: string[]) => {
  for (const element of elements) await office.run(completeUserTask, { taskId: await office.taskAt(element), variables: {} }, 'chuyenvien');
};
const mistyped = () => office.openCase({ rule: { kind: 'fixed', dueAt: MISTYPED, by: 'vanthu' } });

it.each([
  ['earlier', EARLIER],
  ['later', '2028-01-28T10:00:00.000Z'],
])('an open deadline that was written wrong is corrected to one that is %s, with its tasks, timers and what other libs keep', async (_which, dueAt) => {
  const { id } = await mistyped();
  expect(await correct('case', id, dueAt)).toMatchObject({ dueAt, pausedUntil: null });

  expect(await office.dueTimes()).toEqual({ answer: dueAt, 'answer-due': dueAt, give: dueAt });
  expect(office.followed).toEqual([{ subjectId: 'document-1', dueAt }]);
  const { status, firstDueAt, acts, reasons } = await office.explain('case', id);
  expect({ status, firstDueAt }).toEqual({ status: 'open', firstDueAt: MISTYPED });
  expect(acts).toMatchObject([{ act: 'correction', dueBefore: MISTYPED, dueAfter: dueAt, approvedBy: 'chanhvp', reason: 'ghi nhầm năm' }]);
  expect(reasons.at(-1)).toMatch(/^đính chính thành .* \(ghi nhầm năm, chanhvp duyệt\)$/);
  const alongside = await office.database.query<{ act: string }>(`select act from deadline_act where kind = 'task'`);
  expect(alongside).toEqual([{ act: 'correction' }, { act: 'correction' }]);
});

it('an open task alone is corrected too, and stays so when its case moves', async () => {
  const { id } = await mistyped();
  await correct('task', await office.taskAt('give'), EARLIER);
  await correct('case', id, LATER);
  expect(await office.dueTimes()).toEqual({ answer: LATER, 'answer-due': LATER, give: EARLIER });
});

it('a deadline that stands still goes on first, and nobody corrects what he has to do himself', async () => {
  const { id, instanceId } = await office.openCase();
  await office.run(office.commands.pause, { id, until: LATER, reason: 'x', groups: ['leader'] }, 'lanhdao');
  await expect(correct('case', id, EARLIER)).rejects.toMatchObject({ code: 'deadlines.deadline-pause' });
  await office.run(office.commands.resume, { id, reason: 'x', groups: ['leader'] }, 'lanhdao');
  await office.database.query(`update user_task set assignee = 'chanhvp' where instance_id = $1`, [instanceId]);
  await expect(correct('case', id, EARLIER)).rejects.toMatchObject({ code: 'deadlines.forbidden' });
  await expect(correct('task', await office.taskAt('answer'), EARLIER)).rejects.toMatchObject({ code: 'deadlines.forbidden' });
});

it('ended tasks that followed the date of their case are corrected with it and keep their reason', async () => {
  const { id } = await office.openCase();
  office.at('2026-01-30T02:00:00.000Z');
  await complete('give', 'answer');
  await office.runDueJobs(); // The end of what was called reaches the case as a job.
  await office.database.query('delete from sla_change');

  await correct('case', id, LATER);

  for (const element of ['give', 'answer']) {
    const task = await office.taskAt(element);
    const explained = await office.explain('task', task);
    expect(explained).toMatchObject({ status: 'met', dueAt: LATER, follows: { id }, acts: [{ act: 'correction', dueBefore: DUE, dueAfter: LATER }] });
    expect(explained.sentence).toContain('thời hạn 5 ngày làm việc, không tính ngày đầu');
    expect(await office.database.query('select 1 from sla_change where task_id = $1', [task])).toHaveLength(1);
  }
});

it('ended tasks whose date somebody set, or which ended under another date of the case, stay as they were', async () => {
  const { id } = await office.openCase();
  const give = await office.taskAt('give');
  await office.run(office.commands.extend, { kind: 'task', id: give, to: { dueAt: LATER }, reason: 'x', groups: ['leader'] }, 'lanhdao');
  await complete('give');
  await correct('case', id, '2026-01-30T10:00:00.000Z');
  expect(await office.explain('task', give)).toMatchObject({ dueAt: LATER, rule: 'đặt tay' });

  const other = await office.openCase();
  const [task] = await office.database.query<{ id: string }>(
    `select id from user_task where instance_id = $1 and element_id = 'answer'`,
    [other.instanceId],
  );
  await office.run(completeUserTask, { taskId: task!.id, variables: {} }, 'chuyenvien');
  await office.run(office.commands.extend, { kind: 'case', id: other.id, to: { dueAt: LATER }, reason: 'x', groups: ['leader'] }, 'lanhdao');
  await correct('case', other.id, '2026-01-30T10:00:00.000Z');
  expect(await office.explain('task', task!.id)).toMatchObject({ dueAt: DUE, acts: [] });
});

it('what was counted from the date of the case is counted from the corrected one', async () => {
  const instanceId = await office.start('preparing', { dueAt: DUE });
  const { id } = await office.openCase({ instanceId });
  const task = await office.taskAt('prepare');
  expect(await office.explain('task', task)).toMatchObject({ dueAt: '2026-01-29T01:00:00.000Z' });
  office.at('2026-01-30T02:00:00.000Z');
  await complete('prepare');
  await correct('case', id, LATER);
  expect(await office.explain('task', task)).toMatchObject({ status: 'met', dueAt: '2026-02-03T01:00:00.000Z' });
});
