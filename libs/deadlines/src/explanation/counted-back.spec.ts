import { VIETNAM } from '#calendar';
import { deployProcesses } from '#runtime';
import { bpmn, sequence, userTask } from '../../../../test/support/bpmn-text.js';
import { type DeadlineOffice, openDeadlineOffice } from '../testing/deadline-office.js';

let office: DeadlineOffice;
beforeAll(async () => {
  office = await openDeadlineOffice();
  const due = 'camunda:candidateGroups="unit:KT" camunda:dueDate="= add working time(caseDue, before, place)"';
  const content = Buffer.from(bpmn('part', sequence(userTask('contribute', due), 'contribute')));
  await office.run(deployProcesses, { resources: [{ name: 'part.bpmn', content }] });
});
afterAll(() => office.close());

async function explain(variables: { caseDue: string; before: string; place: string | null }) {
  const instanceId = await office.start('part', variables);
  const [task] = await office.database.query<{ id: string }>('select id from user_task where instance_id = $1', [instanceId]);
  return office.explain('task', task!.id);
}

it('a date that is counted back from a later one says from which, by how much, and over which days off', async () => {
  const { dueAt, sentence, skipped } = await explain({ caseDue: '2026-02-02T02:00:00.000Z', before: '-P1D', place: null });
  expect(dueAt).toBe('2026-01-30T10:00:00.000Z');
  expect(sentence).toContain(
    'Hạn 17:00 thứ Sáu 30/01/2026 vì việc được giao lúc 09:00 thứ Năm 22/01/2026, tính lùi 1 ngày làm việc từ 09:00 thứ Hai 02/02/2026 ' +
      'theo quy tắc của quy trình; trừ Thứ Bảy 31/01, Chủ Nhật 01/02 theo Lịch làm việc hành chính Việt Nam, phiên bản 1. Hiện còn',
  );
  expect(skipped.map(({ date }) => date)).toEqual(['2026-01-31', '2026-02-01']);
});

it('names the calendar that it was counted back by where that is not the usual one', async () => {
  await office.publish({ ...VIETNAM, key: 'north', name: 'Lịch miền Bắc' }, 'lịch riêng');
  const { sentence, skipped } = await explain({ caseDue: '2026-01-30T09:00:00.000Z', before: '-PT3H', place: 'north' });
  expect(sentence).toContain('tính lùi 3 giờ làm việc từ 16:00 thứ Sáu 30/01/2026 theo quy tắc của quy trình; theo Lịch miền Bắc, phiên bản 1. ');
  expect(skipped).toEqual([]);
});
