import { createTestDatabase, type TestDatabase } from '../../../../test/support/database.js';
import { ForecastOffice } from '../testing/forecast-office.js';
import { listObligationsBehind, type ObligationBehind } from './obligations-behind.query.js';
import { obligationsReport } from './obligations.query.js';
import { COUNTED_FORECASTS, type CountedForecast } from './report.js';

let test: TestDatabase;
let office: ForecastOffice;
const ids: Record<string, string> = {};

/** Of twelve cases five took longer than the 24 hours that they had. */
const BASE_RATE = 5.5 / 13;
const LIKELY = (5 + 2 * BASE_RATE) / 14;

beforeAll(async () => {
  test = await createTestDatabase();
  test.clock.advance(24 * 3_600_000);
  office = new ForecastOffice(test);
  await office.begin();
  for (let number = 0; number < 12; number += 1) {
    const started = -900 + 30 * number;
    await office.addCase({ element: 'Answer', started, due: started + 24, taskEnded: started + 2, closed: started + (number < 5 ? 50 : 10) });
  }
  await office.count();
  ids['tight'] = await office.addCase({ element: 'Answer', started: -1, due: 5 });
  ids['roomy'] = await office.addCase({ element: 'Answer', started: -1, due: 20 });
  ids['strange'] = await office.addCase({ element: 'Ask', started: -1, due: 20 });
  ids['waiting'] = await office.addCase({ element: 'Answer', started: -9, due: 30, taskEnded: -1 });
  ids['overdue'] = await office.addCase({ element: 'Answer', started: -30, due: -1 });
});
afterAll(() => test.close());

const tools = () => ({ database: test.database, calendars: office.calendars, zone: 'Asia/Ho_Chi_Minh' });
const period = () => ({ from: office.at(-48), to: office.at(48) });

async function behind(figure: CountedForecast): Promise<ObligationBehind[]> {
  const obligations: ObligationBehind[] = [];
  for (let after: string | null | undefined; after !== null; ) {
    const page = await listObligationsBehind(tools(), { ...period(), kind: 'deadlines', figure, limit: 1, after });
    obligations.push(...page.items);
    after = page.next;
  }
  return obligations;
}

it('The report on obligations says how many open cases will be late, in all and by unit', async () => {
  const { deadlines, replies, forecastDefinitions } = await obligationsReport(tools(), { ...period(), withForecast: true });
  expect(deadlines.total).toMatchObject({ openNotDue: 4, openOverdue: 1, forecast: { openForetold: 2, openAtRisk: 1, openNotForetold: 2 } });
  expect(deadlines.total.forecast!.expectedMisses).toBeCloseTo((12 + 2 * BASE_RATE) / 14 + LIKELY, 8);
  expect(deadlines.units).toMatchObject([{ unit: 'QLCN', forecast: deadlines.total.forecast }]);
  expect(replies.total.forecast).toMatchObject({ openForetold: 0, expectedMisses: null, openNotForetold: 0 });
  expect(forecastDefinitions!.openAtRisk.meaning).toBe('Số nghĩa vụ có xác suất trễ hạn từ 50 % trở lên.');
});

it('The report on obligations has behind each figure of its forecast the cases, with what is foretold of them', async () => {
  const { total } = (await obligationsReport(tools(), { ...period(), withForecast: true })).deadlines;
  for (const figure of COUNTED_FORECASTS) expect(await behind(figure)).toHaveLength(total.forecast![figure]);
  const [tight] = await behind('openAtRisk');
  expect(tight).toMatchObject({ id: ids['tight'], deadlineId: ids['tight'], forecast: { basis: expect.stringContaining('12 trong 12') } });
  expect((await behind('openForetold')).map(({ id }) => id)).toEqual([ids['tight'], ids['roomy']]);
  expect((await behind('openNotForetold')).map(({ id }) => id)).toEqual([ids['strange'], ids['waiting']]);
});

it('The report on obligations has no forecast where none was asked for', async () => {
  const plain = await obligationsReport(tools(), period());
  expect([plain.deadlines.total.forecast, plain.forecastDefinitions]).toEqual([undefined, undefined]);
});
