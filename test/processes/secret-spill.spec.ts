import type { Person } from './office.js';
import { clerk, leader } from './office.js';
import { ProcessUnderTest } from './process-under-test.js';

const chief: Person = { login: 'dungnh', groups: ['chief-of-office', 'unit:VP'] };
const operator: Person = { login: 'sonlt', groups: ['it', 'unit:CNTT'] };
/** Tuesday morning, when the office opens at 07:00. */
const FOUND = '2026-01-06T01:00:00.000Z';
const spill = {
  spillId: 'vu-viec-1',
  documentId: 'van-ban-12',
  label: 'văn bản đến số 12/2026',
  subject: 'Nghi lộ bí mật nhà nước: văn bản đến số 12/2026',
  heads: ['head:QLCN', 'chief-of-office'],
  uploadedBy: null,
};

let process: ProcessUnderTest;
beforeAll(async () => {
  process = await ProcessUnderTest.read('secret-spill', { 'documents.remove-content': () => ({ removedFiles: 1 }) });
});
const found = () => process.start(spill, FOUND);

const informed = { informedOn: '2026-01-06', informedHow: 'Điện thoại.' };
const assessed = { assessment: 'Một người đã xem.', backups: 'Đã hủy.' };

describe('a secret that was found in the system', () => {
  it('is told at once to the head of the finder and the chief of office, by the number of the document alone', () => {
    const [told] = found().jobsOf('notifications.tell');
    expect(told).toMatchObject({ tell: ['head:QLCN', 'chief-of-office'], noticeTitle: 'Nghi lộ bí mật nhà nước: văn bản đến số 12/2026' });
    expect(told!['noticeBody']).toContain('văn bản đến số 12/2026');
  });

  it('is confirmed, removed, told to its sender and assessed, each step by its people and its deadline', () => {
    const one = found();
    expect(one.tasks('Task_Confirm')).toMatchObject([{ dueDate: '2026-01-06T07:00:00.000Z' }]);
    expect(() => one.complete(operator, 'Task_Confirm', { decision: 'secret' })).toThrow('has no task');
    one.complete(chief, 'Task_Confirm', { decision: 'secret' });
    one.complete(operator, 'Task_Remove', { removalUnderstood: true });
    one.complete(clerk, 'Task_InformSender', informed);
    one.complete(chief, 'Task_Assess', assessed);
    expect(one.jobs.map(({ topic }) => topic)).toEqual([
      'notifications.tell',
      'documents.remove-content',
      'documents.record-sender-informed',
      'documents.record-spill-assessment',
    ]);
    expect(one.jobsOf('documents.remove-content')).toMatchObject([{ spillId: 'vu-viec-1', removedBy: 'sonlt' }]);
    expect(one.jobsOf('documents.record-sender-informed')).toMatchObject([{ ...informed, informedBy: 'anhdtl' }]);
    expect(one.jobsOf('documents.record-spill-assessment')).toMatchObject([{ ...assessed, assessedBy: 'dungnh' }]);
    expect(one.ended).toBe(true);
  });

  it('is told by the system to whoever uploaded it, where it lay in a work file', () => {
    const one = process.start({ ...spill, documentId: null, label: 'một tệp của hồ sơ 01.QLCN', uploadedBy: 'tuanda' }, FOUND);
    one.complete(chief, 'Task_Confirm', { decision: 'secret' });
    one.complete(operator, 'Task_Remove', { removalUnderstood: true });
    expect(one.jobsOf('notifications.tell')[1]).toMatchObject({ tellPeople: ['tuanda'], noticeTitle: expect.stringContaining('một tệp của hồ sơ 01.QLCN') });
    expect(one.jobsOf('documents.record-sender-informed')).toMatchObject([{ informedOn: '2026-01-06', informedBy: 'system' }]);
    one.complete(chief, 'Task_Assess', assessed);
    expect(one.ended).toBe(true);
  });

  it('is released when the alarm was false, and nothing is removed', () => {
    const one = found();
    one.complete(chief, 'Task_Confirm', { decision: 'not-secret', reason: 'Đã giải mật.' });
    expect(one.jobsOf('documents.release-content')).toMatchObject([{ spillId: 'vu-viec-1', decidedBy: 'dungnh', reason: 'Đã giải mật.' }]);
    expect(one.jobsOf('documents.remove-content')).toEqual([]);
    expect(one.ended).toBe(true);
  });

  it('is neither released without a reason nor removed by whoever does not know what that means', () => {
    const one = found();
    expect(one.refusedFields('Task_Confirm', { decision: 'not-secret' })).toEqual(['reason']);
    one.complete(chief, 'Task_Confirm', { decision: 'secret' });
    expect(one.refusedFields('Task_Remove', {})).toEqual(['removalUnderstood']);
  });

  it('climbs to the leader at each step that nobody does, and that step stays to be done', () => {
    const one = found();
    one.passTimeUntil('2026-01-07T01:00:00.000Z');
    expect(one.jobsOf('worklist.escalate')).toHaveLength(1);
    one.complete(leader, 'Task_Confirm', { decision: 'secret' });
    one.passTimeUntil('2026-01-08T01:00:00.000Z');
    one.complete(operator, 'Task_Remove', { removalUnderstood: true });
    one.passTimeUntil('2026-01-12T01:00:00.000Z');
    one.complete(clerk, 'Task_InformSender', informed);
    one.passTimeUntil('2026-01-26T01:00:00.000Z');
    one.complete(chief, 'Task_Assess', assessed);
    expect(one.jobsOf('worklist.escalate').map(({ escalateTo }) => escalateTo)).toEqual(['leader', 'leader', 'leader', 'leader']);
    expect(one.ended).toBe(true);
  });

  it('leaves no element and no flow of the process without a scenario', () => {
    expect(process.untravelled).toEqual([]);
  });
});
