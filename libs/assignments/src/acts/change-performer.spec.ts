import type { JsonObject } from '#foundation';
import { Contender } from '../../../../test/concurrency/contender.js';
import { type AssignmentOffice, openAssignmentOffice } from '../testing/assignment-office.js';

let office: AssignmentOffice;
beforeAll(async () => {
  office = await openAssignmentOffice();
});
afterAll(() => office.close());

const LEADER = ['leader'];

/** Work of the unit QLCN that its head has given to chuyenvien. */
async function ofUnit(): Promise<{ id: string; instanceId: string }> {
  const given = await office.give({ assignee: undefined as never, unit: 'QLCN', groups: LEADER, reportEveryDays: 3 });
  await office.complete(given.instanceId, 'truongphong', { acceptance: 'accept', performer: 'chuyenvien' });
  return given;
}

const change = (assignmentId: string, performer: string, login = 'truongphong', groups = ['head:QLCN']) =>
  office.executor.execute(office.commands.changePerformer, { assignmentId, performer, reason: 'Đang ốm.', groups }, office.as(login));

const openTasks = (instanceId: string) =>
  office.database.query<JsonObject>(
    `select element_id as element, assignee from user_task where instance_id = $1 and status = 'open'`,
    [instanceId],
  );

it('gives the work to another of the unit, who goes on with it: progress, deadlines and reports owed stay', async () => {
  const { id, instanceId } = await ofUnit();
  await office.executor.execute(office.commands.reportProgress, { assignmentId: id, percent: 30, text: 'x' }, office.as('chuyenvien'));
  const deadlines = () => office.database.query('select id, status, due_at from deadline where subject_id = $1 order by id', [id]);
  const before = await deadlines();
  await change(id, 'nguoikhac');
  expect(await openTasks(instanceId)).toEqual([{ element: 'Task_Perform', assignee: 'nguoikhac' }]);
  expect(await office.row(id)).toMatchObject({ status: 'accepted', assignee: 'nguoikhac', progress: 30 });
  expect(await deadlines()).toEqual(before);
  expect(office.told.slice(-2).map(({ to }) => to)).toEqual([['chuyenvien'], ['nguoikhac']]);
  const events = await office.database.query('select kind, actor, text, assignee from assignment_event where assignment_id = $1 order by id', [id]);
  expect(events.at(-1)).toEqual({ kind: 'reassigned', actor: 'truongphong', text: 'Đang ốm.', assignee: 'nguoikhac' });
  await office.complete(instanceId, 'nguoikhac', { result: 'Xong.' });
  expect(await office.row(id)).toMatchObject({ status: 'reported' });
});

it('lets the head do it himself', async () => {
  const { id, instanceId } = await ofUnit();
  await change(id, 'truongphong');
  expect(await openTasks(instanceId)).toEqual([{ element: 'Task_Perform', assignee: 'truongphong' }]);
});

it.each([
  ['the performer himself', 'chuyenvien', ['unit:QLCN']],
  ['the head of another unit', 'truongphong', ['head:QLKH']],
  ['whoever has given it', 'truongphong', LEADER],
])('is refused to %s', async (_, login, groups) => {
  const { id } = await ofUnit();
  await expect(change(id, 'nguoikhac', login, groups)).rejects.toMatchObject({ code: 'assignments.forbidden' });
});

it('is refused for work that was given to a person by name', async () => {
  const { id, instanceId } = await office.give();
  await office.complete(instanceId, 'chuyenvien', { acceptance: 'accept' });
  await expect(change(id, 'nguoikhac')).rejects.toMatchObject({ code: 'assignments.forbidden' });
});

it('is refused before the unit has taken the work up, and once its result is reported', async () => {
  const given = await office.give({ assignee: undefined as never, unit: 'QLCN', groups: LEADER });
  await expect(change(given.id, 'nguoikhac')).rejects.toMatchObject({ code: 'assignments.wrong-state' });
  const { id, instanceId } = await ofUnit();
  await office.complete(instanceId, 'chuyenvien', { result: 'Xong.' });
  await expect(change(id, 'nguoikhac')).rejects.toMatchObject({ code: 'assignments.wrong-state' });
});

it('says that the work was taken back, where that won', async () => {
  const { id, instanceId } = await ofUnit();
  const recall = { assignmentId: id, reason: 'Không cần nữa.' };
  const recalling = new Contender('the recall', () => office.executor.execute(office.commands.recall, recall, office.as('truongphong')));
  const changing = new Contender('the change', () => change(id, 'nguoikhac'));
  await office.database.transaction(async (tx) => {
    await tx.query('select from process_instance where id = $1 for no key update', [instanceId]);
    await recalling.runToLock(office.database);
    await changing.runToLock(office.database);
  });
  await recalling.finish();
  await expect(changing.finish()).rejects.toMatchObject({ code: 'assignments.wrong-state' });
});

it('is refused for somebody of another unit, and for whoever does it already', async () => {
  const { id, instanceId } = await ofUnit();
  for (const performer of ['nguoila', 'chuyenvien']) {
    await expect(change(id, performer)).rejects.toMatchObject({ code: 'assignments.refused', findings: [{ where: 'performer' }] });
  }
  expect(await openTasks(instanceId)).toEqual([{ element: 'Task_Perform', assignee: 'chuyenvien' }]);
});
