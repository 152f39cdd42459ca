import { createTestDatabase, type TestDatabase } from '../../../../test/support/database.js';
import { ForecastOffice } from '../testing/forecast-office.js';

let test: TestDatabase;
beforeAll(async () => {
  test = await createTestDatabase();
});
afterAll(() => test.close());

it('what is done in a case after its deadline was closed took its time, though a pause was expected to last longer', async () => {
  const office = new ForecastOffice(test);
  await office.begin();
  await office.addCase({ element: 'Answer', started: -50, due: 20, taskEnded: -10, closed: -40, pauses: [[-45, -5]] });
  await office.count();
  const [fact] = await test.database.query<{ net: number }>('select net_seconds as net from sla_fact');
  expect(fact!.net / 3_600).toBeCloseTo(5 + 30, 0);
});
