import { createTestDatabase, type TestDatabase } from '../../../../test/support/database.js';
import { ForecastOffice } from '../testing/forecast-office.js';
import { forecastDeadlines, type ForecastFilter, forecastOpenDeadlines } from './forecast-open-deadlines.query.js';

let test: TestDatabase;
let office: ForecastOffice;
const ids: Record<string, string> = {};

beforeAll(async () => {
  test = await createTestDatabase();
  test.clock.advance(24 * 3_600_000);
  office = new ForecastOffice(test);
  await office.begin();
  for (let hours = 1; hours <= 20; hours += 1) {
    const started = -1_000 + 30 * hours;
    await office.addTask({ element: 'Draft', started, due: started + 48, ended: started + hours });
  }
  for (let number = 0; number < 12; number += 1) {
    const started = -900 + 30 * number;
    const closed = started + (number < 5 ? 50 : 10);
    await office.addCase({ element: 'Answer', started, due: started + 24, taskEnded: started + 2, closed });
  }
  for (let number = 0; number < 3; number += 1) {
    await office.addTask({ element: 'Sign', started: -100, due: -90, ended: -95 });
  }
  for (let number = 0; number < 12; number += 1) {
    // Ten hours of work, and in the midst of them the clock stands still for a hundred.
    const started = -1_000 + 30 * number;
    const pauses = [[started + 2, started + 102]] as const;
    await office.addCase({ element: 'Ask', started, due: started + 124, taskEnded: started + 104, closed: started + 110, pauses });
  }
  // Counted as history: older than a year, and cancelled work are not.
  await office.addTask({ element: 'Draft', started: -20_000, due: -19_000, ended: -19_500 });
  await office.count();

  ids['easy'] = await office.addTask({ element: 'Draft', started: -0.5, due: 100, unit: 'QLCN' });
  ids['hard'] = await office.addTask({ element: 'Draft', started: -5.5, due: 4.4 });
  ids['unknown'] = await office.addTask({ element: 'Sign', started: -1, due: 3 });
  ids['overdue'] = await office.addTask({ element: 'Draft', started: -30, due: -1 });
  ids['case'] = await office.addCase({ element: 'Answer', started: -1, due: 20 });
  ids['paused'] = await office.addCase({ element: 'Answer', started: -1, due: 60, pausedUntil: 57 });
  ids['asked'] = await office.addCase({ element: 'Ask', started: -52, due: 18, pauses: [[-51, -1]] });
  ids['stuck'] = await office.addTask({ element: 'Draft', started: -300, due: 50 });
  ids['waiting'] = await office.addCase({ element: 'Answer', started: -9, due: 30, taskEnded: -1 });
});
afterAll(() => test.close());

const forecasts = (filter: Partial<ForecastFilter> = {}) =>
  forecastOpenDeadlines({ database: test.database, calendars: office.calendars }, { limit: 50, ...filter });
const forecastOf = async (name: string) => (await forecasts()).items.find(({ id }) => id === ids[name]);

describe('The forecast of open deadlines', () => {
  it('has the most endangered first, and at the end those of which too little is known', async () => {
    const { items, next } = await forecasts();
    const names = items.map(({ id }) => Object.keys(ids).find((name) => ids[name] === id));
    expect(names).toEqual(['stuck', 'paused', 'hard', 'case', 'asked', 'easy', 'unknown', 'waiting']);
    expect(next).toBeNull();
  });

  it('compares a task with earlier ones that lasted as long', async () => {
    const hard = await forecastOf('hard');
    // Of 6 … 20 hours those of 10 … 20; none of the 20 was late, so the base rate is (0 + 3 + ½) / 24 of the process.
    expect(hard).toMatchObject({ kind: 'task', runs: 15, late: 11, step: { step: 'incoming/Draft', name: 'Draft' } });
    expect(hard!.probability).toBeGreaterThan(0.6);
    expect(hard!.probability).toBeLessThan(11 / 15);
    expect(hard!.low!).toBeLessThan(11 / 15);
    expect(hard!.high!).toBeGreaterThan(11 / 15);
    expect(hard!.basis).toContain('11 trong 15 lần trước');
    expect(await forecastOf('easy')).toMatchObject({ runs: 20, late: 0 });
  });

  it('compares a case with earlier ones from the step that is open', async () => {
    expect(await forecastOf('case')).toMatchObject({
      kind: 'case',
      runs: 12,
      late: 5,
      unit: 'QLCN',
      step: { name: 'Answer' },
    });
  });

  it('uses up nothing of the time that is left while the deadline is paused', async () => {
    expect(await forecastOf('paused')).toMatchObject({ runs: 12, late: 12 });
  });

  it('counts time net of pauses, of the open step and of those that it is compared with', async () => {
    // Of ten hours two are used up and eighteen are left.
    expect(await forecastOf('asked')).toMatchObject({ runs: 12, late: 0 });
  });

  it('has on top what has lasted longer than ever', async () => {
    expect(await forecastOf('stuck')).toMatchObject({
      probability: null,
      longerThanAll: true,
      basis: 'Bước “Draft” đã kéo dài lâu hơn mọi lần trước.',
    });
  });

  it('says where it does not know', async () => {
    expect(await forecastOf('unknown')).toMatchObject({
      probability: null,
      runs: 3,
      basis: expect.stringContaining('Chưa đủ dữ liệu'),
    });
    expect(await forecastOf('waiting')).toMatchObject({
      probability: null,
      step: null,
      basis: expect.stringContaining('không có bước'),
    });
  });

  it('leaves out what is missed already', async () => {
    expect(await forecastOf('overdue')).toBeUndefined();
  });

  it('comes in pages of one order and one instant', async () => {
    const whole = await forecasts();
    const ordered: string[] = [];
    const instants = new Set<string>();
    let after: string | undefined;
    do {
      const page = await forecasts({ limit: 2, after });
      ordered.push(...page.items.map(({ id }) => id));
      instants.add(page.asOf);
      after = page.next ?? undefined;
      test.clock.advance(60_000);
    } while (after !== undefined);
    expect(ordered).toEqual(whole.items.map(({ id }) => id));
    expect(instants.size).toBe(1);
  });

  it('can be of certain deadlines, and says nothing of those that are missed', async () => {
    const wanted = [ids['hard']!, ids['overdue']!];
    const found = await forecastDeadlines({ database: test.database, calendars: office.calendars }, wanted);
    expect([...found.keys()]).toEqual([ids['hard']]);
    expect(found.get(ids['hard']!)).toMatchObject({ runs: 15, late: 11 });
  });

  it('can be of one kind, or of one unit', async () => {
    expect((await forecasts({ kind: 'case' })).items.every(({ kind }) => kind === 'case')).toBe(true);
    const ofUnit = (await forecasts({ unit: 'QLCN', kind: 'task' })).items;
    expect(ofUnit.map(({ id, unitName }) => [id, unitName])).toEqual([[ids['easy'], 'Phòng Quản lý công nghệ']]);
  });

  it('of a date beyond every calendar says why there is none, and is made for all others', async () => {
    const before = (await forecasts()).items.length;
    const mistyped = await office.addTask({ element: 'Draft', started: -1, due: 7_000 * 365 * 24 });
    const { items } = await forecasts();
    expect(items).toHaveLength(before + 1);
    const outside = { probability: null, step: null, basis: expect.stringContaining('ngoài phạm vi của lịch') };
    expect(items.find(({ id }) => id === mistyped)).toMatchObject(outside);
    expect(await forecastOf('hard')).toMatchObject({ runs: 15, late: 11 });
  });
});
