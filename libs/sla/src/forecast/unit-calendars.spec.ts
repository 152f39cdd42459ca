import { CalendarBook } from '#calendar';
import { dateInZone } from '#foundation';
import { createTestDatabase, type TestDatabase } from '../../../../test/support/database.js';
import { unitCalendar } from '../../../../test/support/unit-calendar.js';
import { ForecastOffice, NEVER_CLOSED } from '../testing/forecast-office.js';
import { forecastDeadlines } from './forecast-open-deadlines.query.js';

let test: TestDatabase;
let office: ForecastOffice;
beforeEach(async () => {
  test = await createTestDatabase();
  office = new ForecastOffice(test);
  await office.begin();
});
afterEach(() => test.close());

/** The calendars of the office, and that of QLCN with days off, from and to in days from now. */
function withoutDays(from: number, to: number): CalendarBook {
  const daysOff = Array.from({ length: to - from + 1 }, (_, day) => dateInZone(office.at(24 * (from + day)), NEVER_CLOSED.zone));
  return new CalendarBook(unitCalendar({ unit: 'QLCN', daysOff, usual: NEVER_CLOSED }));
}
const forecastOf = async (id: string, calendars: CalendarBook) =>
  (await forecastDeadlines({ database: test.database, calendars }, [id])).get(id);

it('a task has as much time left as the calendar of its unit gives', async () => {
  for (let hours = 1; hours <= 20; hours += 1) {
    const started = -1_000 + 30 * hours;
    await office.addTask({ element: 'Draft', started, due: started + 48, ended: started + hours });
  }
  await office.count();
  const id = await office.addTask({ element: 'Draft', started: -0.5, due: 100, unit: 'QLCN' });
  expect(await forecastOf(id, office.calendars)).toMatchObject({ runs: 20, late: 0 });
  expect(await forecastOf(id, withoutDays(-1, 6))).toMatchObject({ runs: 20, late: 20 });
});

it('earlier cases took as long as the calendar of their unit says', async () => {
  for (let number = 0; number < 12; number += 1) {
    const started = -1_000 + 30 * number;
    await office.addCase({ element: 'Answer', started, due: started + 24, taskEnded: started + 2, closed: started + (number < 5 ? 50 : 10) });
  }
  await office.count();
  const id = await office.addCase({ element: 'Answer', started: -1, due: 20 });
  expect(await forecastOf(id, office.calendars)).toMatchObject({ runs: 12, late: 5 });
  expect(await forecastOf(id, withoutDays(-60, -10))).toMatchObject({ runs: 12, late: 0 });
});
