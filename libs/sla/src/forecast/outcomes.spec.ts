import { createTestDatabase, type TestDatabase } from '../../../../test/support/database.js';
import { vn } from '../../../../test/support/office-time.js';
import { ForecastOffice } from '../testing/forecast-office.js';
import { outcomesBetween } from './outcomes.query.js';

let test: TestDatabase;
beforeAll(async () => {
  test = await createTestDatabase();
});
afterAll(() => test.close());

it('outcomes are counted from the beginning of the month of the office, also while it is the month before in UTC', async () => {
  test.clock.offsetMs = Date.parse(vn('2026-11-20 08:00')) - Date.now();
  const office = new ForecastOffice(test);
  await office.begin();
  for (const ended of ['2026-10-31 16:00', '2026-11-01 01:00', '2026-11-02 16:00']) {
    const hours = office.hoursTo(vn(ended));
    await office.addTask({ element: 'Draft', started: hours - 1, due: hours + 1, ended: hours });
  }
  await office.count();
  const since = (instant: string) => outcomesBetween(test.database, { since: vn(instant), until: office.at(0), zone: 'Asia/Ho_Chi_Minh' });
  expect(await since('2026-11-01 03:00')).toMatchObject([{ closed: 2 }]);
  expect(await since('2026-10-31 23:00')).toMatchObject([{ closed: 3 }]);
});
