import { type CalendarData, VIETNAM } from '#calendar';
import { changeTask, completeUserTask, deployProcesses } from '#runtime';
import { bpmn, sequence, userTask } from '../../../../test/support/bpmn-text.js';
import { type DeadlineRule, openDeadline } from '../index.js';
import { type DeadlineOffice, openDeadlineOffice, START } from '../testing/deadline-office.js';

/** Five working days after Thursday 22 January 2026; of those the storm takes one. */
const DUE = '2026-01-29T10:00:00.000Z';
const withDayOff = (date: string, name: string, data = VIETNAM): CalendarData => ({
  ...data,
  days: [...data.days, { date, kind: 'day-off' as const, sessions: [], name, source: 'Công điện' }].sort((a, b) =>
    a.date < b.date ? -1 : 1,
  ),
});

let office: DeadlineOffice;
beforeEach(async () => {
  office = await openDeadlineOffice();
  await office.database.transaction((tx) =>
    tx.execute(`insert into person (login, full_name) values ('lanhdao', 'Nguyễn Văn An'), ('giamdoc', 'Trần Thị Bình')`),
  );
});
afterEach(() => office.close());

const pause = (id: string, until: string) =>
  office.run(office.commands.pause, { id, until, reason: 'chờ Sở Tài chính', groups: ['leader'] }, 'lanhdao');
const extend = (id: string, dueAt: string) =>
  office.run(office.commands.extend, { kind: 'case', id, to: { dueAt }, reason: 'việc khó', groups: ['leader'] }, 'lanhdao');
/** Another rule takes the place of the one of the first case. */
const instruct = (instanceId: string, rule: DeadlineRule, startEvent = 'tiếp nhận văn bản') => {
  const about = { label: 'Phúc đáp', subject: 'document', subjectId: 'document-1', unitCode: 'KT', startedAt: START };
  const opening = { instanceId, variable: 'dueAt', startEvent, rule, reason: 'bút phê mới', ...about };
  return office.within((context) => openDeadline(context, opening));
};
async function follow(publication: number): Promise<void> {
  const mover = { actor: 'system:calendar-move', requestId: 'test' };
  while ((await office.executor.execute(office.commands.moveBatch, { publication, limit: 500 }, mover)) === 'more');
}

it('gives the whole reason in one sentence: rule, days off, pause; and while it is paused what will be left then', async () => {
  const { id } = await office.openCase();
  office.at('2026-01-23T10:00:00.000Z'); // Friday evening: four working days are left.
  await pause(id, '2026-01-28T10:00:00.000Z');

  const explained = await office.explain('case', id);

  expect(explained.sentence).toBe(
    'Hạn 17:00 thứ Ba 03/02/2026 vì tiếp nhận văn bản lúc 09:00 thứ Năm 22/01/2026, thời hạn 5 ngày làm việc, không tính ngày đầu; ' +
      'trừ Thứ Bảy 24/01, Chủ Nhật 25/01, Thứ Bảy 31/01, Chủ Nhật 01/02 theo Lịch làm việc hành chính Việt Nam, phiên bản 1; ' +
      'tạm dừng từ 17:00 thứ Sáu 23/01/2026 đến 17:00 thứ Tư 28/01/2026 (chờ Sở Tài chính, Nguyễn Văn An duyệt). ' +
      'Hiện đang tạm dừng đến 17:00 thứ Tư 28/01/2026, còn 4 ngày làm việc.',
  );
  expect(explained).toMatchObject({ rule: '5 ngày làm việc', workingDays: 5, remaining: 'còn 4 ngày làm việc', warning: null });
  expect(explained).toMatchObject({ calendar: { key: 'vn', version: 1 }, pausedUntil: '2026-01-28T10:00:00.000Z' });
  expect(Math.floor(explained.grossSeconds / 3600)).toBe(32);
  expect(explained.skipped[0]).toEqual({ date: '2026-01-24', name: 'Thứ Bảy', source: expect.any(String) });

  office.at('2026-01-28T10:00:00.000Z');
  expect((await office.explain('case', id)).sentence).toMatch(/Hiện còn 4 ngày làm việc\.$/);
});

it('names who has set the date that stands, with the working days up to it and not up to a later extension', async () => {
  const { id, instanceId } = await office.openCase({ rule: { kind: 'fixed', dueAt: DUE, by: 'vanthu' } });
  const chosen = '2026-01-27T10:00:00.000Z';
  await instruct(instanceId, { kind: 'fixed', dueAt: chosen, by: 'giamdoc' });
  await extend(id, '2026-02-06T10:00:00.000Z');
  office.at('2026-01-22T10:00:00.000Z');

  const explained = await office.explain('case', id);

  expect(explained.sentence).toBe(
    'Hạn 17:00 thứ Sáu 06/02/2026 vì tiếp nhận văn bản lúc 09:00 thứ Năm 22/01/2026, ' +
      'Trần Thị Bình ấn định hạn 17:00 thứ Ba 27/01/2026 (3 ngày làm việc); ' +
      'trừ Thứ Bảy 24/01, Chủ Nhật 25/01 theo Lịch làm việc hành chính Việt Nam, phiên bản 1; ' +
      'đổi từ 17:00 thứ Năm 29/01/2026 sang 17:00 thứ Ba 27/01/2026 (bút phê mới); ' +
      'gia hạn đến 17:00 thứ Sáu 06/02/2026 (việc khó, Nguyễn Văn An duyệt). Hiện còn 11 ngày làm việc.',
  );
  expect(explained).toMatchObject({ rule: 'Trần Thị Bình ấn định', firstDueAt: DUE, workingDays: 3 });
});

it('a new instruction ends a pause, and begins what it counts from', async () => {
  const { id, instanceId } = await office.openCase();
  office.at('2026-01-22T10:00:00.000Z');
  await pause(id, '2026-02-12T10:00:00.000Z');
  const from = '2026-01-23T03:00:00.000Z';
  office.at(from);
  await instruct(instanceId, { kind: 'working', duration: 'P2D', from }, 'có bút phê');
  office.at('2026-01-26T10:00:00.000Z');

  const { sentence, netSeconds, pausedUntil, acts } = await office.explain('case', id);

  expect(sentence).toContain('vì có bút phê lúc 10:00 thứ Sáu 23/01/2026, thời hạn 2 ngày làm việc');
  expect(sentence).not.toContain('tạm dừng');
  expect(pausedUntil).toBeNull();
  expect(acts[0]).toMatchObject({ act: 'pause', until: '2026-02-12T10:00:00.000Z', resumedAt: expect.stringContaining('2026-01-23T03:00:') });
  // Thursday from nine, Friday from ten, Monday; from eleven to one nobody works.
  expect(netSeconds / 3600).toBeCloseTo(6 + 5 + 8, 1);
});

it('explains what was counted before an extension by the calendar of that time', async () => {
  const { id } = await office.openCase();
  await extend(id, '2026-02-06T10:00:00.000Z');
  await follow(await office.publish(withDayOff('2026-01-26', 'Nghỉ tránh bão'), 'bão số 3'));

  const { sentence, calendar, workingDays } = await office.explain('case', id);

  expect(calendar.version).toBe(1);
  expect(workingDays).toBe(5);
  expect(sentence).toContain('trừ Thứ Bảy 24/01, Chủ Nhật 25/01 theo Lịch làm việc hành chính Việt Nam, phiên bản 1; gia hạn');
});

it('gives the reason of every calendar that a move has followed at once', async () => {
  const { id } = await office.openCase();
  const storm = withDayOff('2026-01-26', 'Nghỉ tránh bão');
  await office.publish(storm, 'bão số 3');
  await follow(await office.publish(withDayOff('2026-01-27', 'Quốc tang', storm), 'quốc tang'));
  const { acts, sentence } = await office.explain('case', id);
  expect(sentence).toContain('sang 17:00 thứ Hai 02/02/2026 khi lịch làm việc thay đổi (bão số 3; quốc tang, chanhvp duyệt)');
  expect(acts).toHaveLength(1);
});

it('gives a move the reason of its own calendar alone, where the deadline had followed the one before', async () => {
  const { id } = await office.openCase();
  const storm = withDayOff('2026-01-26', 'Nghỉ tránh bão');
  await follow(await office.publish(storm, 'bão số 3'));
  await follow(await office.publish(withDayOff('2026-01-27', 'Quốc tang', storm), 'quốc tang'));
  expect((await office.explain('case', id)).acts.map(({ reason }) => reason)).toEqual(['bão số 3', 'quốc tang']);
});

it('a task that reads the due date of its case is explained by that, with the pauses of the case', async () => {
  const { id, dueAt } = await office.openCase();
  office.at('2026-01-22T10:00:00.000Z');
  await pause(id, '2026-01-28T10:00:00.000Z');
  office.at('2026-01-23T10:00:00.000Z');
  const theCase = await office.explain('case', id);

  for (const element of ['answer', 'give']) {
    const explained = await office.explain('task', await office.taskAt(element));
    expect(explained.sentence).toContain(
      'vì theo hạn của hồ sơ «Phúc đáp văn bản số đến 1/2026»: tiếp nhận văn bản lúc 09:00 thứ Năm 22/01/2026, thời hạn 5 ngày làm việc',
    );
    expect(explained.sentence).toContain('tạm dừng từ 17:00 thứ Năm 22/01/2026');
    expect(explained).toMatchObject({ follows: { id }, firstDueAt: dueAt, pausedUntil: theCase.pausedUntil, skipped: theCase.skipped });
    expect(explained.remaining).toBe(theCase.remaining);
    expect(Math.abs(explained.netSeconds - theCase.netSeconds)).toBeLessThan(60);
  }
});

it('a task is explained by the calendar that its expression names, as that was when it was counted', async () => {
  const north = withDayOff('2026-01-23', 'Lễ hội', { ...VIETNAM, key: 'north', name: 'Lịch miền Bắc' });
  await office.publish(north, 'lịch riêng');
  await office.start('counting', { place: 'north' });
  await office.publish(withDayOff('2026-01-27', 'Nghỉ tránh bão', north), 'bão số 3');

  const explained = await office.explain('task', await office.taskAt('count'));

  expect(explained).toMatchObject({ dueAt: '2026-01-28T10:00:00.000Z', calendar: { key: 'north', version: 1 }, workingDays: 3, follows: null });
  expect(explained.rule).toBe('= add working time(now(), duration("P3D"), place)');
  expect(explained.sentence).toContain(
    'thời hạn 3 ngày làm việc, không tính ngày đầu theo quy tắc của quy trình «= add working time(now(), duration("P3D"), place)»; ' +
      'trừ Lễ hội 23/01, Thứ Bảy 24/01, Chủ Nhật 25/01 theo Lịch miền Bắc, phiên bản 1. ',
  );
});

it('says of a task that has ended how it ended, still by the calendar that it named, and warns of days off while it is open', async () => {
  office.at('2027-01-21T02:00:00.000Z');
  await office.publish({ ...VIETNAM, key: 'north', name: 'Lịch miền Bắc' }, 'lịch riêng');
  await office.start('counting', { place: 'north' });
  const task = await office.taskAt('count');
  expect((await office.explain('task', task)).warning).toContain('công bố');
  await office.run(completeUserTask, { taskId: task, variables: {} });

  const { dueAt, sentence, warning } = await office.explain('task', task);

  expect(dueAt).toBe('2027-01-26T10:00:00.000Z');
  expect(sentence).toMatch(/thời hạn 3 ngày làm việc.* theo Lịch miền Bắc, phiên bản 1\. Đã xong đúng hạn\.$/);
  expect(warning).toBeNull();
});

it('takes no days off where the model counts none, or a person has set the date', async () => {
  const process = bpmn('reading', sequence(userTask('read', 'camunda:candidateGroups="clerk" camunda:dueDate="= now() + duration(&quot;P30D&quot;)"'), 'read'));
  await office.run(deployProcesses, { resources: [{ name: 'reading.bpmn', content: Buffer.from(process) }] });
  await office.start('reading');
  const task = await office.taskAt('read');
  const { skipped, sentence, rule } = await office.explain('task', task);
  expect(skipped).toEqual([]);
  expect(sentence).toMatch(/theo quy tắc của quy trình «= now\(\) \+ duration\("P30D"\)»\. Hiện còn/);
  expect(rule).toBe('= now() + duration("P30D")');

  await office.run(changeTask, { taskId: task, changes: { dueAt: DUE }, reason: 'x' });
  expect(await office.explain('task', task)).toMatchObject({ rule: 'đặt tay', skipped: [], sentence: expect.stringContaining('hạn được đặt tay. Hiện') });
});
