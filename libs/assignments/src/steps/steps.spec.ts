import { cancelInstance, suspendInstance } from '#runtime';
import { ASSIGNMENT_STATUSES } from '../assignment.js';
import { type AssignmentOffice, openAssignmentOffice } from '../testing/assignment-office.js';
import { STEPS, type StepName } from './steps.js';

const HOUR_MS = 3_600_000;

let office: AssignmentOffice;
beforeAll(async () => {
  office = await openAssignmentOffice();
});
afterAll(() => office.close());

const names = Object.keys(STEPS) as StepName[];

/** Open ends of the ledger for an assignment, the first round first. */
const rounds = (id: string) =>
  office.database.query<{ status: string }>('select status, given_by as "givenBy", unit_code as unit from deadline where subject_id = $1 order by id', [id]);

describe('the states of an assignment', () => {
  it('are all reached from the first, and the last are left by no step', () => {
    const reached = new Set(['given', ...names.map((name) => STEPS[name].to)]);
    expect([...reached].sort()).toEqual([...ASSIGNMENT_STATUSES].sort());
    expect(names.filter((name) => ['done', 'recalled'].includes(STEPS[name].from))).toEqual([]);
  });

  it('go by the drawing: a step from another state stands as a failed job and changes nothing', async () => {
    const { id, instanceId } = await office.give();
    await office.database.query(`update assignment set status = 'returned' where id = $1`, [id]);
    await office.complete(instanceId, 'chuyenvien', { acceptance: 'accept' });
    const [job] = await office.database.query<{ error: { message: string } }>(
      `select error from job where instance_id = $1 and topic = 'assignments.record-step'`,
      [instanceId],
    );
    expect(job!.error.message).toContain('is returned: accepting it');
    expect(await office.row(id)).toMatchObject({ status: 'returned', accepted_at: null });
  });
});

describe('the deadline of an assignment', () => {
  it('is owed by the unit, decided about by whoever gave the work, and closed by the report of its result', async () => {
    const { id, instanceId } = await office.give();
    expect(await rounds(id)).toEqual([{ status: 'open', givenBy: 'truongphong', unit: 'QLCN' }]);
    await office.complete(instanceId, 'chuyenvien', { acceptance: 'accept' });
    await office.complete(instanceId, 'chuyenvien', { result: 'Xong.' });
    expect(await rounds(id)).toMatchObject([{ status: 'met' }]);
    office.clock.advance(30 * 24 * HOUR_MS);
    await office.complete(instanceId, 'truongphong', { judgement: 'accept' });
    expect(await office.row(id)).toMatchObject({ status: 'done', timeliness: 'on-time' });
  });

  it('of a second round is one of its own, and that one decides whether the work was in time', async () => {
    const { id, instanceId } = await office.give();
    await office.complete(instanceId, 'chuyenvien', { acceptance: 'accept' });
    office.clock.advance(30 * 24 * HOUR_MS);
    await office.complete(instanceId, 'chuyenvien', { result: 'Muộn.' });
    await office.complete(instanceId, 'truongphong', { judgement: 'again', newDueAt: office.inHours(48) });
    await office.complete(instanceId, 'chuyenvien', { result: 'Đã bổ sung.' });
    expect((await rounds(id)).map(({ status }) => status)).toEqual(['missed', 'met']);
    await office.complete(instanceId, 'truongphong', { judgement: 'accept' });
    expect(await office.row(id)).toMatchObject({ timeliness: 'on-time' });
  });

  it('passed without a result tells whoever gave the work and the head, once', async () => {
    const { instanceId } = await office.give();
    office.clock.advance(30 * 24 * HOUR_MS);
    await office.runDueJobs();
    await office.runDueJobs();
    const told = office.told.filter((each) => each.instanceId === instanceId);
    expect(told).toMatchObject([{ to: ['truongphong', 'head:QLCN'], title: 'Việc được giao đã quá hạn' }]);
    expect(await office.database.query(`select from user_task where instance_id = $1 and status = 'open'`, [instanceId])).toHaveLength(1);
  });
});

describe('taking back', () => {
  it('brings the record in line where an operator has cancelled the case', async () => {
    const { id, instanceId } = await office.give();
    await office.executor.execute(cancelInstance, { instanceId, reason: 'nhầm' }, office.as('quantri'));
    const recall = { assignmentId: id, reason: 'Đã hủy hồ sơ.' };
    await office.executor.execute(office.commands.recall, recall, office.as('truongphong'));
    expect(await office.row(id)).toMatchObject({ status: 'recalled' });
    expect(office.told.at(-1)).toMatchObject({ to: ['chuyenvien'], title: 'Việc được giao đã được thu hồi' });
  });
});

describe('work whose case is suspended', () => {
  it('is not taken back: the case would go on without hearing of it', async () => {
    const { id, instanceId } = await office.give();
    await office.executor.execute(suspendInstance, { instanceId, timers: 'keep-due', reason: 'x' }, office.as('quantri'));
    const recall = office.executor.execute(office.commands.recall, { assignmentId: id, reason: 'Thôi.' }, office.as('truongphong'));
    await expect(recall).rejects.toMatchObject({ code: 'runtime.message-not-correlated' });
    expect(await office.row(id)).toMatchObject({ status: 'given' });
  });
});

describe('another assignee', () => {
  it('is named only while the work is under way, and refused while the case is between two steps', async () => {
    const { id, instanceId } = await office.give();
    const to = { assignmentId: id, assignee: 'nguoikhac', reason: 'x', groups: ['head:QLCN'] };
    await office.executor.execute(office.commands.reassign, to, office.as('truongphong'));
    await office.complete(instanceId, 'nguoikhac', { acceptance: 'accept' });
    await office.complete(instanceId, 'nguoikhac', { result: 'Xong.' });
    const late = office.executor.execute(office.commands.reassign, { ...to, assignee: 'chuyenvien' }, office.as('truongphong'));
    await expect(late).rejects.toMatchObject({ code: 'assignments.wrong-state' });
    await office.database.query(`update assignment set status = 'accepted' where id = $1`, [id]);
    const between = office.executor.execute(office.commands.reassign, { ...to, assignee: 'chuyenvien' }, office.as('truongphong'));
    await expect(between).rejects.toMatchObject({ code: 'runtime.message-not-correlated' });
    expect(await office.row(id)).toMatchObject({ assignee: 'nguoikhac' });
  });
});
