import { CalendarBook, VIETNAM, WorkingTime } from '#calendar';
import type { Page, PageRequest } from '#foundation';
import { createTestDatabase, type TestDatabase } from '../../../../test/support/database.js';
import { createTestExecutor, type TestExecutor } from '../../../../test/support/executor.js';
import { SeededRandom } from '../../../../test/support/seeded-random.js';
import { foldChanges } from '../roll-ups/fold-changes.command.js';
import { recomputeSla } from '../roll-ups/recompute-sla.command.js';
import { countByHand, monthOf, netSeconds, passes, valueOf } from '../testing/counted-by-hand.js';
import { PEOPLE, UNITS } from '../testing/history-posts.js';
import { ELEMENTS, type HistoryTask, KINDS, monthEdges, PROCESSES, TaskHistory, URGENCIES } from '../testing/task-history.js';
import { AGE_BANDS, ageing } from './ageing.query.js';
import type { TaskBehind } from './read-tasks-behind.js';
import { reportRequestSchema, tasksBehindSchema, tasksOfPeriodSchema } from './report-request.js';
import { COUNTED_FIGURES, type Dimension, DIMENSIONS, type ReportFilters } from './report.js';
import { slaReport } from './sla-report.query.js';
import { slowSteps } from './slow-steps.query.js';
import { listTasksBehind } from './tasks-behind.query.js';
import { listTasksOfAge } from './tasks-of-age.query.js';

const ZONE = 'Asia/Ho_Chi_Minh';
const calendars = new CalendarBook({ publication: 1, calendars: [{ data: VIETNAM, version: 1 }], units: {}, usual: 'vn' });
const time = new WorkingTime(VIETNAM);
const random = new SeededRandom(20_261_122);

let test: TestDatabase;
let office: TestExecutor;
let history: TaskHistory;
let now: number;

beforeAll(async () => {
  test = await createTestDatabase();
  office = createTestExecutor(test.database);
  // Reports must follow business time, not the clock of the server. Noon of the office, for at midnight posts begin and end.
  const today = test.clock.now();
  test.clock.advance(Date.UTC(today.getUTCFullYear(), today.getUTCMonth(), today.getUTCDate() + 2, 5) - today.getTime());
  now = test.clock.now().getTime();
  history = new TaskHistory(test.database, random, now);
  await history.begin();
});
afterAll(() => test.close());

const tools = () => ({ database: test.database, calendars, zone: ZONE });
const fold = (limit: number) => office.executor.execute(foldChanges, { calendars, limit }, office.as('system:sla'));
const check = () => office.executor.execute(recomputeSla, { calendars, check: true }, office.as('admin'));

async function foldAll(): Promise<void> {
  while ((await fold(50)).folded > 0);
}

const someFilters = (): ReportFilters => ({
  ...(random.chance(0.3) && { unit: random.oneOf(UNITS) }),
  ...(random.chance(0.15) && { person: random.oneOf(PEOPLE) }),
  ...(random.chance(0.15) && { kind: random.oneOf(KINDS) }),
  ...(random.chance(0.15) && { urgency: random.oneOf(URGENCIES) }),
  ...(random.chance(0.15) && { process: random.oneOf(PROCESSES) }),
  ...(random.chance(0.15) && { step: `${random.oneOf(PROCESSES)}/${random.oneOf(ELEMENTS)}` }),
});

/** Whole months, months with edges beside, a part of a month, and one that is not over yet. */
function somePeriod(): { from: string; to: string } {
  const edges = [...monthEdges(now), new Date(now + 40 * 24 * 3_600_000).toISOString()];
  const instant = () => (random.chance(0.6) ? random.oneOf(edges) : history.someInstant());
  const [from, to] = [instant(), instant()].toSorted() as [string, string];
  return from === to ? somePeriod() : { from, to };
}

/** A report of whatever, compared line by line with what is counted by hand, one of its figures with the cases behind it. */
async function expectTrueReport(by: Dimension, filters: ReportFilters, period: { from: string; to: string }): Promise<void> {
  const request = reportRequestSchema.parse({ by, ...filters, ...period });
  const report = await slaReport(tools(), request);
  const tasks = history.tasks.filter((task) => passes(task, filters));
  const at = { ...period, now: new Date(now).toISOString() };
  const { key: _, label: __, ...total } = report.total;
  expect(total).toEqual(countByHand(tasks, at, time));
  for (const { key, label: _label, ...figures } of report.lines) {
    expect([key, figures]).toEqual([key, countByHand(ofLine(tasks, by, key, period.to), at, time)]);
  }
  for (const figure of COUNTED_FIGURES) {
    expect(report.lines.reduce((sum, line) => sum + line[figure]!, 0)).toBe(report.total[figure]);
  }
  if (report.lines.length === 0) return;
  const [line, figure] = [random.oneOf(report.lines), random.oneOf(COUNTED_FIGURES)];
  const behind = await allTasksBehind({ ...filters, ...period, figure, by, key: line.key ?? undefined });
  expect(new Set(behind.map(({ taskId }) => taskId)).size).toBe(line[figure]);
  expect(behind).toHaveLength(line[figure]!);
  for (const { endedAt, grossSeconds } of behind) expect(grossSeconds === null).toBe(endedAt === null);
}

function allTasksBehind(given: object): Promise<TaskBehind[]> {
  const request = tasksBehindSchema.parse(given);
  return allPages((page) => listTasksBehind(tools(), { ...request, ...page }));
}

async function allPages(ask: (page: PageRequest) => Promise<Page<TaskBehind>>): Promise<TaskBehind[]> {
  const tasks: TaskBehind[] = [];
  for (let after: string | null | undefined; after !== null; ) {
    const page = await ask({ limit: 7, after });
    tasks.push(...page.items);
    after = page.next;
  }
  return tasks;
}

/** By month a task stands where it ended or, as one that is open at the end of the period, where it was made. */
function ofLine(tasks: readonly HistoryTask[], by: Dimension, key: string | null, to: string): HistoryTask[] {
  if (by !== 'month') return tasks.filter((task) => valueOf(task, by) === key);
  const isOpen = ({ endedAt }: HistoryTask) => endedAt === null || endedAt >= to;
  return tasks.filter((task) => monthOf(isOpen(task) ? task.createdAt : task.endedAt!) === key);
}

async function expectTrueReports(times: number): Promise<void> {
  for (const by of DIMENSIONS) await expectTrueReport(by, {}, { from: monthEdges(now)[1]!, to: monthEdges(now)[2]! });
  for (let time_ = 0; time_ < times; time_++) await expectTrueReport(random.oneOf(DIMENSIONS), someFilters(), somePeriod());
}

it.each([1, 2, 3, 4, 5, 6])('says at every moment what counting by hand says, and what counting anew says: part %i of a history', async () => {
  await history.goOn(120);
  await expectTrueReports(8); // nothing of it counted yet
  await fold(25);
  await expectTrueReports(8); // some of it
  expect(await check()).toMatchObject({ differences: 0 });
  await foldAll();
  await expectTrueReports(8);
  expect(await check()).toEqual({ tasks: expect.any(Number), differences: 0, examples: [] });
  await history.forgetOneCase();
});

it('compares with the period before: as many whole months, or as long', async () => {
  const [first, second, third] = monthEdges(now) as [string, string, string];
  const ask = (from: string, to: string) => slaReport(tools(), reportRequestSchema.parse({ from, to, compare: 'true' }));
  const { previous } = await ask(second, third);
  const { total, lines } = await ask(first, second);
  expect(previous).toEqual({ from: first, to: second, total, lines });
  const hours = (count: number) => new Date(Date.parse(second) + count * 3_600_000).toISOString();
  expect((await ask(hours(5), hours(8))).previous).toMatchObject({ from: hours(2), to: hours(5) });
});

it('says how each step took its share of the working time', async () => {
  const period = { from: monthEdges(now)[0]!, to: new Date(now).toISOString() };
  const { steps } = await slowSteps(tools(), tasksOfPeriodSchema.parse(period));
  const finished = history.tasks.filter(({ status, endedAt }) => status === 'completed' && endedAt! >= period.from && endedAt! < period.to);
  const seconds = (tasks: readonly HistoryTask[]) => tasks.reduce((sum, task) => sum + netSeconds(task, time), 0);
  for (const { step, ...figures } of steps) {
    const tasks = finished.filter((task) => valueOf(task, 'step') === step);
    const taken = tasks.filter(({ takenAt, endedAt }) => takenAt !== null && takenAt <= endedAt!);
    const waited = seconds(taken.map((task) => ({ ...task, endedAt: task.takenAt })));
    expect(figures).toMatchObject({ finished: tasks.length, netSeconds: seconds(tasks), taken: taken.length });
    expect(await allTasksBehind({ ...period, figure: 'finished', step })).toHaveLength(tasks.length);
    expect(figures.share).toBeCloseTo(seconds(tasks) / seconds(finished));
    if (seconds(taken) > 0) expect(figures.waitingShare).toBeCloseTo(waited / seconds(taken));
  }
  expect(steps.map(({ step }) => step).toSorted()).toEqual([...new Set(finished.map((task) => valueOf(task, 'step')))].toSorted());
  expect(steps.map((step) => step.netSeconds)).toEqual(steps.map((step) => step.netSeconds).toSorted((a, b) => b - a));
});

it('says for how many working days open tasks are overdue, and which they are', async () => {
  const { total, lines } = await ageing(tools(), { by: 'unit' });
  const open = history.tasks.filter(({ status }) => status === 'open');
  const asOf = new Date(now).toISOString();
  const days = (task: HistoryTask) => (task.dueAt === null || task.dueAt >= asOf ? -1 : time.workingDaysBetween(task.dueAt, asOf));
  for (const [unit, line] of [[undefined, total], ...lines.map((each) => [each.key, each] as const)] as const) {
    const tasks = open.filter((task) => unit === undefined || valueOf(task, 'unit') === unit);
    const between = (from: number, to: number) => tasks.filter((task) => days(task) >= from && days(task) <= to).length;
    expect(line).toMatchObject({
      withoutDeadline: tasks.filter(({ dueAt }) => dueAt === null).length,
      notDue: tasks.filter(({ dueAt }) => dueAt !== null && dueAt >= asOf).length,
      overdueUpTo1: between(0, 1),
      overdueUpTo5: between(2, 5),
      overdueUpTo10: between(6, 10),
      overdueLonger: between(11, Infinity),
    });
    const ofLine = unit === undefined ? {} : ({ by: 'unit', key: unit ?? undefined } as const);
    const behind: string[] = [];
    for (const band of AGE_BANDS) {
      const ofBand = await allPages((page) => listTasksOfAge(tools(), { band, ...ofLine, ...page }));
      expect([band, ofBand.length]).toEqual([band, line[band]]);
      behind.push(...ofBand.map(({ taskId }) => taskId));
    }
    expect(behind.toSorted()).toEqual(tasks.map(({ id }) => id).toSorted());
  }
});
