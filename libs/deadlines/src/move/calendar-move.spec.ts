import { listAudit } from '#audit';
import { VIETNAM } from '#calendar';
import { changeTask, rescheduleTimer } from '#runtime';
import { assignCalendar, getCalendarMove, loadCalendars, planCalendarMove } from '../index.js';
import { type DeadlineOffice, moveAll, openDeadlineOffice, withDayOff } from '../testing/deadline-office.js';
import { findUnfinishedMove } from './calendar-moves.query.js';
import type { CalendarMoveQuestion } from './plan-calendar-move.query.js';

const MOVER = { actor: 'system:calendar-move', requestId: 'test' };
const withStorm = withDayOff('2026-01-26');
const DUE = '2026-01-29T10:00:00.000Z';
const DUE_AFTER_STORM = '2026-01-30T10:00:00.000Z';

let office: DeadlineOffice;
beforeEach(async () => {
  office = await openDeadlineOffice();
});
afterEach(() => office.close());

const planOf = (question: CalendarMoveQuestion) =>
  planCalendarMove(office.database, { definitions: office.definitions, zone: 'Asia/Ho_Chi_Minh', follow: office.follow }, question);
const plan = (after?: string, limit = 50) => planOf({ data: withStorm, limit, after });
const batch = (publication: number, limit = 500) =>
  office.executor.execute(office.commands.moveBatch, { publication, limit }, MOVER);

it('the dry run tells what would move, from when to when and why, and writes nothing', async () => {
  const { id } = await office.openCase();
  await office.start('counting');
  const before = await office.dueTimes();

  const { items, totals, next } = await plan();

  const why = 'nghỉ 26/01 (Nghỉ tránh bão)';
  const along = { from: DUE, to: DUE_AFTER_STORM, why };
  expect(items).toMatchObject([
    { kind: 'case', label: 'Phúc đáp văn bản số đến 1/2026', unit: 'KT', ...along },
    { kind: 'task', label: 'answer', unit: 'KT', ...along },
    { kind: 'timer', label: 'answer-due', unit: null, ...along },
    { kind: 'task', label: 'give', unit: 'KT', ...along },
    { kind: 'task', label: 'count', unit: 'KT', from: '2026-01-27T10:00:00.000Z', to: '2026-01-28T10:00:00.000Z', why },
    { kind: 'timer', label: 'count-due', unit: null, from: '2026-01-26T10:00:00.000Z', to: '2026-01-27T10:00:00.000Z', why },
  ]);
  expect(totals).toEqual({ cases: 1, tasks: 3, timers: 2, byUnit: [{ unit: 'KT', count: 4 }], problems: 0, onDaysOff: 0 });
  expect(next).toBeNull();
  expect(items[0]!.id).toBe(id);
  expect(await office.dueTimes()).toEqual(before);
});

it('the dry run is read a page at a time, and all pages together are the whole', async () => {
  for (let cases = 0; cases < 3; cases++) await office.openCase();
  const whole = (await plan()).items;
  const pages = [];
  for (let after: string | undefined, more = true; more; ) {
    const { items, next } = await plan(after, 5);
    pages.push(...items);
    after = next ?? undefined;
    more = next !== null;
  }
  expect(whole).toHaveLength(12);
  expect(pages).toEqual(whole);
});

it('publishing moves ledger, variables, tasks and timers exactly as the dry run said, and every one gets its act', async () => {
  const { id } = await office.openCase();
  await office.start('counting');
  const planned = (await plan()).items;
  const publication = await office.publish(withStorm, 'bão số 3');
  expect(await findUnfinishedMove(office.database)).toBe(publication);

  await moveAll(office, publication);

  const now = await office.dueTimes();
  expect(now).toEqual(Object.fromEntries(planned.filter(({ kind }) => kind !== 'case').map(({ label, to }) => [label, to])));
  const explained = await office.explain('case', id);
  expect(explained).toMatchObject({ dueAt: DUE_AFTER_STORM, firstDueAt: DUE, calendar: { key: 'vn', version: 2 } });
  expect(explained.sentence).toContain('Nghỉ tránh bão 26/01');
  expect(explained.sentence).toContain('khi lịch làm việc thay đổi (bão số 3, chanhvp duyệt)');
  const acts = await office.database.query<{ kind: string }>(`select kind from deadline_act where act = 'move' and reason = 'bão số 3'`);
  expect(acts.map(({ kind }) => kind).sort()).toEqual(['case', 'task', 'task', 'task']);
  expect(await getCalendarMove(office.database, publication)).toMatchObject({
    outdated: 2,
    moved: 4,
    failed: 0,
    approvedBy: 'chanhvp',
    finishedAt: expect.any(String),
  });
  const { items } = await listAudit(office.database, { subjectId: String(publication), limit: 10 });
  expect(items.map(({ action }) => action)).toEqual([
    'deadlines.move-deadline-batch',
    'deadlines.move-deadline-batch',
    'deadlines.publish-calendar',
  ]);
});

it('goes on where it was interrupted, and moves nothing twice', async () => {
  for (let cases = 0; cases < 5; cases++) await office.openCase();
  const publication = await office.publish(withStorm, 'bão số 3');
  expect(await batch(publication, 2)).toBe('more');
  const half = await getCalendarMove(office.database, publication);
  expect(half).toMatchObject({ moved: 6, finishedAt: null });

  expect(await moveAll(office, publication, 2)).toBe(2);

  expect(await getCalendarMove(office.database, publication)).toMatchObject({ moved: 15 });
  const [count] = await office.database.query<{ acts: number }>('select count(*) as acts from deadline_act');
  expect(count!.acts).toBe(15);
});

it('what people have set by hand stays, and so does a pause', async () => {
  const { id } = await office.openCase();
  const counting = await office.start('counting');
  const task = await office.taskAt('count');
  const [timer] = await office.database.query<{ key: number }>(
    `select activity_key as key from job where element_id = 'count-due'`,
  );
  const byHand = '2026-03-02T03:00:00.000Z';
  await office.run(changeTask, { taskId: task, changes: { dueAt: byHand }, reason: 'x' });
  await office.run(rescheduleTimer, { instanceId: counting, key: timer!.key, due: byHand });
  const until = '2026-01-27T10:00:00.000Z';
  const paused = await office.run(office.commands.pause, { id, until, reason: 'x', groups: ['leader'] });

  await moveAll(office, await office.publish(withStorm, 'bão số 3'));

  expect(await office.dueTimes()).toMatchObject({ count: byHand, 'count-due': byHand, answer: paused.dueAt });
});

it('what a unit owes follows the calendar that is assigned to it', async () => {
  const { id } = await office.openCase();
  await moveAll(office, await office.publish({ ...withStorm, key: 'kt', name: 'Lịch Phòng Kỹ thuật' }, 'lịch riêng'));
  expect((await office.dueTimes())['answer']).toBe(DUE);

  await office.run(assignCalendar, { unitCode: 'KT', calendar: 'kt', reason: 'Quyết định 12' });
  office.book.use((await loadCalendars(office.database))!);
  const publication = (await findUnfinishedMove(office.database))!;
  await moveAll(office, publication);

  expect((await office.dueTimes())['answer']).toBe(DUE_AFTER_STORM);
  const [row] = await office.database.query('select calendar, due_at as due from deadline where id = $1', [id]);
  expect(row).toEqual({ calendar: 'kt', due: DUE_AFTER_STORM });
  expect(await getCalendarMove(office.database, publication)).toMatchObject({ calendar: 'kt', reason: 'Quyết định 12' });
  expect((await office.explain('case', id)).sentence).toContain('khi lịch làm việc thay đổi (Quyết định 12, chanhvp duyệt)');
});

it('the dry run of giving a unit another calendar tells what would move, and nothing of other units', async () => {
  await office.openCase();
  await office.openCase({ unitCode: null });
  await moveAll(office, await office.publish({ ...withStorm, key: 'kt', name: 'Lịch Phòng Kỹ thuật' }, 'lịch riêng'));
  const before = await office.database.query('select due_at from deadline order by id');

  const { items, totals } = await planOf({ unitCode: 'KT', calendar: 'kt', limit: 50 });

  const along = { from: DUE, to: DUE_AFTER_STORM, why: 'nghỉ 26/01 (Nghỉ tránh bão)' };
  expect(items).toMatchObject([
    { kind: 'case', unit: 'KT', ...along },
    { label: 'answer', ...along },
    { label: 'answer-due', ...along },
    { label: 'give', ...along },
  ]);
  expect(totals).toMatchObject({ cases: 1, tasks: 2, timers: 1 });
  expect(await office.database.query('select due_at from deadline order by id')).toEqual(before);
});

it('there is no dry run for a unit or a calendar that does not exist', async () => {
  await expect(planOf({ unitCode: 'nowhere', calendar: 'vn', limit: 1 })).rejects.toMatchObject({ code: 'deadlines.calendar-unit-unknown' });
  await expect(planOf({ unitCode: 'KT', calendar: 'none', limit: 1 })).rejects.toMatchObject({ code: 'deadlines.calendar-not-found' });
});

it('waits while the program does not know the published calendar yet', async () => {
  await office.openCase();
  const publication = await office.publish(withStorm, 'bão số 3');
  office.book.use({ publication: publication - 1, calendars: [{ data: VIETNAM, version: 1 }], units: { KT: 'vn' }, usual: 'vn' });
  expect(await batch(publication)).toBe('waiting');
  expect((await office.dueTimes())['answer']).toBe(DUE);
});
