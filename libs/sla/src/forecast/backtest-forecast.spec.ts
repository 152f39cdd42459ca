import { createTestDatabase, type TestDatabase } from '../../../../test/support/database.js';
import { SeededRandom } from '../../../../test/support/seeded-random.js';
import { ForecastOffice } from '../testing/forecast-office.js';
import { backtestForecast } from './backtest-forecast.query.js';

const random = new SeededRandom(20_261_122);
let test: TestDatabase;
let office: ForecastOffice;

beforeAll(async () => {
  test = await createTestDatabase();
  office = new ForecastOffice(test);
  await office.begin();
  // Two kinds of steps, one of which is often late: hours of an exponential distribution, due after 24.
  for (let number = 0; number < 600; number += 1) {
    const element = random.oneOf(['Quick', 'Slow']);
    const started = -300 * 24 + number * 11;
    const hours = -Math.log(1 - random.next()) * (element === 'Quick' ? 6 : 24);
    await office.addTask({ element, started, due: started + 24, ended: started + hours });
  }
  for (let number = 0; number < 60; number += 1) {
    const started = -250 * 24 + number * 90;
    const closed = started + 10 + random.below(60);
    await office.addCase({ element: 'Answer', started, due: started + 48, taskEnded: started + 5, closed });
  }
  await office.count();
});
afterAll(() => test.close());

const backtest = (from: number, to: number) =>
  backtestForecast(
    { database: test.database, calendars: office.calendars },
    { from: office.at(from), to: office.at(to) },
  );

describe('The back-test of forecasts', () => {
  it('finds them calibrated, and better than the base rate, where the future is like the past', async () => {
    const { deadlines, predictions, brier, brierOfBaseRate, bands } = await backtest(-200 * 24, 0);
    expect(deadlines).toBeGreaterThan(400);
    expect(predictions).toBeGreaterThan(400);
    expect(brier!).toBeLessThan(0.9 * brierOfBaseRate!);
    for (const { predicted, low, high } of bands.filter((band) => band.predictions >= 40)) {
      expect(predicted!).toBeGreaterThan(low! - 0.1);
      expect(predicted!).toBeLessThan(high! + 0.1);
    }
  });

  it('says how often there was not enough data', async () => {
    const { predictions, withoutEnoughData } = await backtest(-300 * 24, -295 * 24);
    expect(predictions).toBe(0);
    expect(withoutEnoughData).toBeGreaterThan(0);
  });

  it('knows nothing of what came after', async () => {
    const before = await backtest(-200 * 24, -100 * 24);
    for (let number = 0; number < 30; number += 1) {
      const started = -100 * 24 - 1 - number;
      await office.addTask({ element: 'Quick', started, due: started + 24, ended: started + 500 });
    }
    await office.count();
    expect(await backtest(-200 * 24, -100 * 24)).toEqual(before);
  });

  it('learns from a deadline only once it is over', async () => {
    const before = await backtest(-90 * 24, -50 * 24);
    for (let number = 0; number < 30; number += 1) {
      await office.addTask({ element: 'Sudden', started: -80 * 24, due: -79 * 24, ended: -78 * 24 });
    }
    await office.count();
    const { predictions, withoutEnoughData } = await backtest(-90 * 24, -50 * 24);
    expect(withoutEnoughData - before.withoutEnoughData).toBe(3 * 30);
    expect(predictions).toBe(before.predictions);
  });

  it('asks by the due date that a deadline had then, not by the one that it got later', async () => {
    const before = await backtest(-200 * 24, -100 * 24);
    await test.database.query(
      `with extended as (
         update user_task set due_at = due_at + interval '30 days'
         where element_id = 'Slow' and created_at < $1 and ended_at > due_at returning id, instance_id, ended_at, due_at)
       insert into deadline_act (kind, deadline_id, instance_id, act, at, due_before, due_after, reason, acted_by, approved_by)
         select 'task', id, instance_id, 'extension', ended_at, due_at - interval '30 days', due_at, 'Chờ', 'x', 'y' from extended`,
      [office.at(-100 * 24)],
    );
    const { brier, predictions } = await backtest(-200 * 24, -100 * 24);
    expect({ brier, predictions }).toEqual({
      brier: expect.closeTo(before.brier!, 2),
      predictions: before.predictions,
    });
  });
});

it('The back-test of forecasts asks a long deadline by the outcomes that were known then, not by those before the period', async () => {
  const own = await createTestDatabase();
  try {
    const fresh = new ForecastOffice(own);
    await fresh.begin();
    for (let number = 0; number < 20; number += 1) {
      const started = -3_000 - number;
      await fresh.addTask({ element: 'Long', started, due: started + 10, ended: started + 950 });
    }
    for (let number = 0; number < 100; number += 1) {
      await fresh.addTask({ element: 'Short', started: -300, due: -100, ended: -299 + number });
    }
    await fresh.addTask({ element: 'Long', started: -1_000, due: -100, ended: -90 });
    await fresh.count();
    const tools = { database: own.database, calendars: fresh.calendars };
    const { predictions, brierOfBaseRate } = await backtestForecast(tools, { from: fresh.at(-95), to: fresh.at(-80) });
    expect(predictions).toBe(3);
    expect(brierOfBaseRate!).toBeLessThan(0.01);
  } finally {
    await own.close();
  }
});

it('The back-test of forecasts knows nothing at an instant of what was over at that very instant', async () => {
  const own = await createTestDatabase();
  // The minute a day that is off must not lie between the instants that are to be the same.
  own.clock.offsetMs = Date.parse('2026-06-17T05:00:00+07:00') - Date.now();
  try {
    const fresh = new ForecastOffice(own);
    await fresh.begin();
    for (let number = 0; number < 12; number += 1) await fresh.addTask({ element: 'Draft', started: -110, due: -60, ended: -80 });
    // Asked about 90, 80 and 70 hours ago.
    await fresh.addTask({ element: 'Draft', started: -100, due: -60, ended: -65 });
    await fresh.count();
    const tools = { database: own.database, calendars: fresh.calendars };
    const { predictions, withoutEnoughData } = await backtestForecast(tools, { from: fresh.at(-66), to: fresh.at(-60) });
    expect({ predictions, withoutEnoughData }).toEqual({ predictions: 1, withoutEnoughData: 2 });
  } finally {
    await own.close();
  }
});

it('The back-test of forecasts reads the past in parts, and learns from a case that was over long after its task', async () => {
  const own = await createTestDatabase();
  try {
    const fresh = new ForecastOffice(own);
    await fresh.begin();
    for (let number = 0; number < 20; number += 1) {
      const started = -6_000 + 200 * number;
      await fresh.addCase({ element: 'Ask', started, due: started + 50, taskEnded: started + 200, closed: started + 900 });
    }
    await fresh.addCase({ element: 'Ask', started: -1_000, due: -900, taskEnded: -905, closed: -890 });
    await fresh.count();
    const rows: number[] = [];
    const query: typeof own.database.query = async (sql, parameters) => {
      const found = await own.database.query(sql, parameters);
      if (sql.includes('unnest($1::text[]) wanted')) rows.push(found.length);
      return found as never;
    };
    const tools = { database: { query }, calendars: fresh.calendars };
    const { deadlines, predictions, brier } = await backtestForecast(tools, { from: fresh.at(-900), to: fresh.at(-800) });
    expect({ deadlines, predictions }).toEqual({ deadlines: 1, predictions: 3 });
    expect(brier!).toBeLessThan(0.05);
    expect(rows.reduce((all, each) => all + each, 0)).toBeGreaterThan(20);
    expect(Math.max(...rows)).toBeLessThan(5);
  } finally {
    await own.close();
  }
});

it('The back-test of forecasts uses up nothing of what is left while a deadline is paused', async () => {
  const own = await createTestDatabase();
  try {
    const fresh = new ForecastOffice(own);
    await fresh.begin();
    for (let number = 0; number < 20; number += 1) {
      const started = -3_000 - number;
      await fresh.addCase({ element: 'Ask', started, due: started + 50, taskEnded: started + 30, closed: started + 30 });
    }
    // Fifty hours of work are given; after ten the clock stands still for a hundred, so that it is due after 150.
    const pauses = [[-990, -890]] as const;
    await fresh.addCase({ element: 'Ask', started: -1_000, due: -850, taskEnded: -860, closed: -860, pauses });
    await fresh.count();
    const tools = { database: own.database, calendars: fresh.calendars };
    const { predictions, bands } = await backtestForecast(tools, { from: fresh.at(-870), to: fresh.at(-800) });
    expect(predictions).toBe(3);
    expect(bands.filter((band) => band.predictions > 0).every(({ to }) => to <= 0.1)).toBe(true);
  } finally {
    await own.close();
  }
});
