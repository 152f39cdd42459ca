import { getAssignment, listAssignments } from './assignments.query.js';
import { type AssignmentOffice, openAssignmentOffice } from './testing/assignment-office.js';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const head = { login: 'truongphong', groups: ['head:QLCN'] };

let office: AssignmentOffice;
beforeAll(async () => {
  office = await openAssignmentOffice();
  passTimeUntil(9, 8);
});
afterAll(() => office.close());

/** A day and hour of September 2030 in Hà Nội: the 9th is a Monday, and no holiday follows. */
function passTimeUntil(day: number, hour: number): void {
  office.clock.advance(Date.UTC(2030, 8, day, hour - 7) - office.clock.now().getTime());
}

/** Reports that were owed of an assignment, the first first. */
const owed = async (id: string) =>
  (await office.database.query<{ status: string; dueAt: string }>(
    `select status, due_at as "dueAt" from deadline where subject = 'assignment-report' and subject_id = $1 order by id`,
    [id],
  )).map(({ status, dueAt }) => [status, dueAt]);

async function accepted(reportEveryDays: number | undefined): Promise<{ id: string; instanceId: string }> {
  const given = await office.give({ workingDays: 60, ...(reportEveryDays !== undefined && { reportEveryDays }) });
  await office.complete(given.instanceId, 'chuyenvien', { acceptance: 'accept' });
  return given;
}

const report = (assignmentId: string, percent: number) =>
  office.executor.execute(office.commands.reportProgress, { assignmentId, percent, text: 'x' }, office.as('chuyenvien'));

it('owes no report where none was asked for, and none before the work is taken up', async () => {
  const { id } = await accepted(undefined);
  expect(await owed(id)).toEqual([]);
  const { id: waiting } = await office.give({ reportEveryDays: 3 });
  expect(await owed(waiting)).toEqual([]);
});

it('owes the next report at the end of the working day so many days after the last', async () => {
  const { id } = await accepted(7);
  expect(await owed(id)).toEqual([['open', '2030-09-16T10:00:00.000Z']]);
  office.clock.advance(2 * DAY_MS);
  await report(id, 20);
  expect(await owed(id)).toEqual([
    ['met', '2030-09-16T10:00:00.000Z'],
    ['open', '2030-09-18T10:00:00.000Z'],
  ]);
  expect(await getAssignment(office.database, head, id)).toMatchObject({ nextReportAt: '2030-09-18T10:00:00.000Z', reportOverdue: false });
});

it('moves a report that would be owed on a day off, or behind the end of its day, to the next working day', async () => {
  passTimeUntil(11, 8);
  expect(await owed((await accepted(3)).id)).toEqual([['open', '2030-09-16T10:00:00.000Z']]);
  passTimeUntil(11, 19);
  expect(await owed((await accepted(1)).id)).toEqual([['open', '2030-09-13T10:00:00.000Z']]);
});

it('lists the work whose report has not come, until it comes', async () => {
  passTimeUntil(16, 8);
  const { id } = await accepted(2);
  const late = async () =>
    (await listAssignments(office.database, head, { scope: 'given', reportOverdue: true, limit: 50 })).items.map((item) => item.id);
  expect(await late()).not.toContain(id);
  office.clock.advance(3 * DAY_MS);
  expect(await late()).toContain(id);
  await report(id, 50);
  expect(await late()).not.toContain(id);
  expect((await owed(id)).map(([status]) => status)).toEqual(['missed', 'open']);
});

it('owes no report any more once the result is there, the work is with somebody else or taken back', async () => {
  const reported = await accepted(2);
  await office.complete(reported.instanceId, 'chuyenvien', { result: 'Xong.' });
  expect((await owed(reported.id)).map(([status]) => status)).toEqual(['cancelled']);
  const moved = await accepted(2);
  const to = { assignmentId: moved.id, assignee: 'nguoikhac', reason: 'x', groups: ['head:QLCN'] };
  await office.executor.execute(office.commands.reassign, to, office.as('truongphong'));
  expect((await owed(moved.id)).map(([status]) => status)).toEqual(['cancelled']);
  const recalled = await accepted(2);
  await office.executor.execute(office.commands.recall, { assignmentId: recalled.id, reason: 'x' }, office.as('truongphong'));
  expect((await owed(recalled.id)).map(([status]) => status)).toEqual(['cancelled']);
});

it('of a second round begins anew, from the progress that was reported before the result', async () => {
  const { id, instanceId } = await accepted(2);
  await report(id, 60);
  await office.complete(instanceId, 'chuyenvien', { result: 'Bản 1.' });
  expect(await office.row(id)).toMatchObject({ progress: 100 });
  await office.complete(instanceId, 'truongphong', { judgement: 'again', comment: 'Bổ sung.' });
  expect(await office.row(id)).toMatchObject({ status: 'accepted', progress: 60 });
  expect((await owed(id)).map(([status]) => status)).toEqual(['met', 'cancelled', 'open']);
});

it('of a second round without a report before it is at nothing', async () => {
  const { id, instanceId } = await accepted(undefined);
  await office.complete(instanceId, 'chuyenvien', { result: 'Bản 1.' });
  await office.complete(instanceId, 'truongphong', { judgement: 'again', comment: 'Bổ sung.' });
  expect(await office.row(id)).toMatchObject({ progress: 0 });
});
