import { createTestDatabase, type TestDatabase } from '../../../../test/support/database.js';
import { ForecastOffice } from '../testing/forecast-office.js';
import type { TaskBehind } from './read-tasks-behind.js';
import { reportRequestSchema, tasksBehindSchema } from './report-request.js';
import { COUNTED_FORECASTS, DIMENSIONS, type ReportLine } from './report.js';
import { slaReport } from './sla-report.query.js';
import { listTasksBehind } from './tasks-behind.query.js';

const ZONE = 'Asia/Ho_Chi_Minh';
const DAY = 24;

let test: TestDatabase;
let office: ForecastOffice;
const names = new Map<string, string>();

/** None of twenty drafts, of one to twenty hours, was late; that much is known, and it counts as if half of one more had been. */
const BASE_RATE = 0.5 / 21;
const EASY = (0 + 2 * BASE_RATE) / 22;
/** Of the fifteen that took six hours and more eleven took longer than what is left. */
const HARD = (11 + 2 * BASE_RATE) / 17;

beforeAll(async () => {
  test = await createTestDatabase();
  test.clock.advance(DAY * 3_600_000);
  office = new ForecastOffice(test);
  await office.begin();
  await test.database.query(`insert into unit (code, name, kind, sort) values ('KH', 'Phòng Kế hoạch', 'professional', 2)`);
  for (let hours = 1; hours <= 20; hours += 1) {
    const started = -1_000 + 30 * hours;
    await office.addTask({ element: 'Draft', started, due: started + 48, ended: started + hours });
  }
  await office.count();
  const add = async (name: string, task: Parameters<ForecastOffice['addTask']>[0]) => names.set(await office.addTask(task), name);
  await add('easy', { element: 'Draft', started: -0.5, due: 100, unit: 'QLCN' });
  await add('hard', { element: 'Draft', started: -5.5, due: 4.4, unit: 'QLCN' });
  await add('harder', { element: 'Draft', started: -5.5, due: 4.45, unit: 'KH' });
  await add('unknown', { element: 'Sign', started: -1, due: 3, unit: 'KH' });
  await add('stuck', { element: 'Draft', started: -40 * DAY, due: 50 });
  await add('overdue', { element: 'Draft', started: -30, due: -1, unit: 'QLCN' });
  await add('free', { element: 'Draft', started: -1, due: null, unit: 'QLCN' });
});
afterAll(() => test.close());

const tools = () => ({ database: test.database, calendars: office.calendars, zone: ZONE });
const period = () => ({ from: office.at(-DAY), to: office.at(DAY) });
const report = (asked: object = {}) =>
  slaReport(tools(), reportRequestSchema.parse({ ...period(), withForecast: 'true', ...asked }));

async function behind(asked: object): Promise<TaskBehind[]> {
  const request = tasksBehindSchema.parse({ ...period(), ...asked });
  const tasks: TaskBehind[] = [];
  for (let after: string | null | undefined; after !== null; ) {
    const page = await listTasksBehind(tools(), { ...request, limit: 1, after });
    tasks.push(...page.items);
    after = page.next;
  }
  return tasks;
}
const namesOf = (tasks: readonly TaskBehind[]) => tasks.map(({ taskId }) => names.get(taskId));

describe('The forecast in a report', () => {
  it('says how many of what is not yet due will be late, and of how many it does not know', async () => {
    const { total, forecastDefinitions } = await report();
    expect(total).toMatchObject({ openNotDue: 5, forecast: { openForetold: 3, openAtRisk: 2, openNotForetold: 2 } });
    expect(total.forecast!.expectedMisses).toBeCloseTo(EASY + 2 * HARD, 8);
    expect(forecastDefinitions!.openAtRisk).toMatchObject({ title: 'Nguy cơ trễ', unit: 'count' });
  });

  it('says between what the many or few earlier runs leave it', async () => {
    const { expectedMisses, expectedMissesLow, expectedMissesHigh } = (await report()).total.forecast!;
    // Wilson intervals of 0 of 20 and of 11 of 15: 0–0.161 and 0.480–0.891.
    expect(expectedMissesLow).toBeCloseTo(0 + 2 * 0.48, 2);
    expect(expectedMissesHigh).toBeCloseTo(0.161 + 2 * 0.891, 2);
    expect(expectedMisses).toBeGreaterThan(expectedMissesLow!);
    expect(expectedMisses).toBeLessThan(expectedMissesHigh!);
  });

  it('says it of each unit, and of one alone where the report is of one', async () => {
    const { lines } = await report();
    const of = (key: string | null) => lines.find((line) => line.key === key)!.forecast;
    expect(of('QLCN')).toMatchObject({ openForetold: 2, openAtRisk: 1, openNotForetold: 0 });
    expect(of('KH')).toMatchObject({ openForetold: 1, openAtRisk: 1, openNotForetold: 1 });
    expect(of('KH')!.expectedMisses).toBeCloseTo(HARD, 8);
    expect((await report({ unit: 'KH', by: 'step' })).total.forecast).toEqual(of('KH'));
  });

  it('leaves what is expected empty where it knows nothing', async () => {
    const unknown = { openForetold: 0, openAtRisk: 0, expectedMisses: null, expectedMissesLow: null, expectedMissesHigh: null, openNotForetold: 1 };
    expect((await report({ by: 'unit' })).lines.find(({ key }) => key === null)!.forecast).toEqual(unknown);
    expect((await report({ step: 'incoming/Sign' })).total.forecast).toEqual(unknown);
    expect((await report({ step: 'incoming/None' })).total.forecast).toEqual({ ...unknown, openNotForetold: 0 });
  });

  it.each(DIMENSIONS)('adds up by %s, and has behind each figure of a line the tasks that it counts', async (by) => {
    const { total, lines } = await report({ by });
    for (const line of lines) expect(line.forecast!.openForetold + line.forecast!.openNotForetold).toBe(line.openNotDue);
    for (const figure of COUNTED_FORECASTS) {
      expect(lines.reduce((sum, line) => sum + line.forecast![figure], 0)).toBe(total.forecast![figure]);
      for (const line of lines) expect(await behind({ figure, by, key: line.key ?? undefined })).toHaveLength(line.forecast![figure]);
    }
    expect(sumOf(lines)).toBeCloseTo(total.forecast!.expectedMisses!, 8);
  });
  const sumOf = (lines: readonly ReportLine[]) => lines.reduce((sum, { forecast }) => sum + (forecast!.expectedMisses ?? 0), 0);

  it('has behind its figures the tasks with what is foretold of them, the earliest due first', async () => {
    const atRisk = await behind({ figure: 'openAtRisk' });
    expect(namesOf(atRisk)).toEqual(['hard', 'harder']);
    expect(atRisk[0]!.forecast!.probability).toBeCloseTo(HARD, 8);
    expect(atRisk[0]!.forecast!.basis).toContain('11 trong 15 lần trước');
    expect(namesOf(await behind({ figure: 'openForetold' }))).toEqual(['hard', 'harder', 'easy']);
    const unknown = await behind({ figure: 'openNotForetold' });
    expect(namesOf(unknown)).toEqual(['unknown', 'stuck']);
    expect(unknown.map(({ forecast }) => [forecast!.probability, forecast!.longerThanAll])).toEqual([[null, false], [null, true]]);
  });

  it('is of now, and refused for a period without it', async () => {
    for (const [from, to] of [[-3, -1], [1, 3]] as const) {
      const other = { from: office.at(from * DAY), to: office.at(to * DAY) };
      await expect(report(other)).rejects.toMatchObject({ code: 'sla.forecast-of-other-period', kind: 'invalid' });
      await expect(behind({ ...other, figure: 'openAtRisk' })).rejects.toMatchObject({ code: 'sla.forecast-of-other-period' });
    }
  });

  it('is there only where it was asked for, and not of the period before', async () => {
    const plain = await report({ withForecast: 'false' });
    expect([plain.total.forecast, plain.lines[0]!.forecast, plain.forecastDefinitions]).toEqual([undefined, undefined, undefined]);
    expect((await report({ compare: 'true' })).previous!.total.forecast).toBeUndefined();
  });
});
