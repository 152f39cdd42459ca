import { completeUserTask, deployProcesses } from '#runtime';
import { bpmn, sequence, userTask } from '../../../../test/support/bpmn-text.js';
import { listDeadlines } from '../index.js';
import { type DeadlineOffice, openDeadlineOffice, START, withDayOff } from '../testing/deadline-office.js';

const READER = { login: 'lanhdao', groups: ['leader'], units: 'all' } as const;
const SUNDAY = '2026-02-01T09:00:00.000Z';
const ON_SUNDAY =
  'Hạn rơi vào ngày nghỉ (Chủ Nhật 01/02); theo khoản 5 Điều 148 Bộ luật Dân sự 2015, thời hạn ấy kết thúc lúc 17:00 thứ Hai 02/02/2026.';

let office: DeadlineOffice;
beforeEach(async () => {
  office = await openDeadlineOffice();
});
afterEach(() => office.close());

const extend = (id: string, dueAt: string) =>
  office.run(office.commands.extend, { kind: 'case', id, to: { dueAt }, reason: 'x', groups: ['leader'] }, 'lanhdao');

it('what is left is said by the calendar in force, also where the date was fixed and stays', async () => {
  const { id } = await office.openCase();
  await extend(id, '2026-02-03T10:00:00.000Z');
  office.at('2026-01-22T10:00:00.000Z');
  expect((await office.explain('case', id)).remaining).toMatch(/^còn 8 ngày làm việc/);
  await office.publish(withDayOff('2026-01-26'), 'bão số 3');
  const { remaining, calendar, standing } = await office.explain('case', id);
  expect(remaining).toMatch(/^còn 7 ngày làm việc/);
  expect(standing).toBe(`Hiện ${remaining}`);
  expect(calendar.version).toBe(1);
});

it('says nothing of what is left where it has ended', async () => {
  await office.openCase();
  const task = await office.taskAt('answer');
  await office.run(completeUserTask, { taskId: task, variables: {} });
  expect(await office.explain('task', task)).toMatchObject({ remaining: null, standing: 'Đã xong đúng hạn' });
});

it('warns of an open due date on a day off, with the end of the next working day, and of none on a working day', async () => {
  const { id } = await office.openCase({ rule: { kind: 'fixed', dueAt: SUNDAY, by: 'vanthu' } });
  expect((await office.explain('case', id)).warning).toBe(ON_SUNDAY);
  expect(await extend(id, '2026-02-07T09:00:00.000Z')).toMatchObject({ warning: expect.stringContaining('17:00 thứ Hai 09/02/2026') });
  expect(await extend(id, '2026-02-09T13:00:00.000Z')).toMatchObject({ warning: null });
  expect((await office.explain('case', id)).warning).toBeNull();
});

it('warns where a calendar makes the date that somebody fixed a day off', async () => {
  const { id } = await office.openCase({ rule: { kind: 'fixed', dueAt: '2026-01-30T10:00:00.000Z', by: 'vanthu' } });
  await office.publish(withDayOff('2026-01-30'), 'bão số 3');
  expect((await office.explain('case', id)).warning).toContain('Hạn rơi vào ngày nghỉ (Nghỉ tránh bão 30/01)');
});

it('explains a due date beyond all calendars without counting, and says how to mend it', async () => {
  const { id } = await office.openCase({ rule: { kind: 'fixed', dueAt: '9026-11-20T03:00:00.000Z', by: 'vanthu' } });
  const explained = await office.explain('case', id);
  expect(explained).toMatchObject({ workingDays: null, remaining: null, skipped: [], announced: 'not-announced', standing: 'Hiện chưa tính được thời gian còn lại' });
  expect(explained.sentence).toContain('vanthu ấn định hạn 10:00 thứ Hai 20/11/9026');
  expect(explained.warning).toBe('Hạn nằm ngoài các năm 1950–2199 mà lịch làm việc tính được; hãy đính chính.');
  expect(await office.explain('task', await office.taskAt('answer'))).toMatchObject({ follows: { id }, remaining: null });
  expect((await listDeadlines(office.database, READER, { status: 'open', limit: 10 })).items).toHaveLength(3);
});

it('shows tasks that follow a paused case as paused, and no others', async () => {
  const { id } = await office.openCase();
  await office.start('counting');
  const pausedUntil = '2026-01-28T10:00:00.000Z';
  await office.run(office.commands.pause, { id, until: pausedUntil, reason: 'x', groups: ['leader'] }, 'lanhdao');
  const { items } = await listDeadlines(office.database, READER, { status: 'open', limit: 10 });
  expect(Object.fromEntries(items.map((item) => [item.label, item.pausedUntil]))).toEqual({
    'Phúc đáp văn bản số đến 1/2026': pausedUntil,
    answer: pausedUntil,
    give: pausedUntil,
    count: null,
  });
  office.at('2026-01-29T02:00:00.000Z');
  const later = await listDeadlines(office.database, READER, { status: 'open', limit: 10 });
  expect(later.items.every((item) => item.pausedUntil === null)).toBe(true);
});

it('explains a handling time in words, not as the expression that it is made of', async () => {
  const handled = userTask('handle', 'camunda:candidateGroups="head:KT"').replace(
    '/>',
    '><extensionElements><camunda:properties><camunda:property name="handlingTime" value="P1D"/></camunda:properties></extensionElements></userTask>',
  );
  await office.run(deployProcesses, { resources: [{ name: 'handling.bpmn', content: Buffer.from(bpmn('handling', sequence(handled, 'handle'))) }] });
  office.at(START);
  await office.start('handling');
  const { rule, sentence } = await office.explain('task', await office.taskAt('handle'));
  expect(rule).toBe('1 ngày làm việc');
  expect(sentence).toContain('thời hạn 1 ngày làm việc, không tính ngày đầu theo thời gian xử lý của bước.');
});

it('says of an extension by working days how many they are', async () => {
  const { id, dueAt: from } = await office.openCase();
  await office.run(office.commands.extend, { kind: 'case', id, to: { workingDays: 2, from }, reason: 'việc khó', groups: ['leader'] }, 'lanhdao');
  expect((await office.explain('case', id)).reasons.at(-1)).toBe('gia hạn 2 ngày làm việc, đến 17:00 thứ Hai 02/02/2026 (việc khó, lanhdao duyệt)');
});
