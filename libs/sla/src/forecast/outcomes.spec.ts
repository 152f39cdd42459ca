import { createTestDatabase, type TestDatabase } from '../../../../test/support/database.js';
import { vn } from '../../../../test/support/office-time.js';
import { ForecastOffice } from '../testing/forecast-office.js';
import { outcomesBetween } from './outcomes.query.js';

let test: TestDatabase;
beforeAll(async () => {
  test = await createTestDatabase();
});
afterAll(() => test.close());

it('outcomes are counted from the beginning of the month of the office, also while that is the month before in UTC, up to an instant', async () => {
  test.clock.offsetMs = Date.parse(vn('2026-11-20 08:00')) - Date.now();
  const office = new ForecastOffice(test);
  await office.begin();
  for (const ended of ['2026-10-31 16:00', '2026-11-01 01:00', '2026-11-02 16:00']) {
    const hours = office.hoursTo(vn(ended));
    await office.addTask({ element: 'Draft', started: hours - 1, due: hours + 1, ended: hours });
  }
  await office.count();
  const between = (since: string, until: string) =>
    outcomesBetween(test.database, { since: vn(since), until: vn(until), zone: 'Asia/Ho_Chi_Minh' });
  const closed = async (since: string, until: string) =>
    (await between(since, until)).reduce((all, outcomes) => all + outcomes.closed, 0);
  expect(await closed('2026-11-01 03:00', '2026-11-20 08:00')).toBe(2);
  expect(await closed('2026-10-31 23:00', '2026-11-20 08:00')).toBe(3);
  expect(await closed('2026-10-31 23:00', '2026-11-02 16:00')).toBe(2);
});
