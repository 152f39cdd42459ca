import { VIETNAM } from '#calendar';
import { createTestDatabase, type TestDatabase } from '../../../../test/support/database.js';
import { vn } from '../../../../test/support/office-time.js';
import { ForecastOffice } from '../testing/forecast-office.js';
import { type ForecastEntry, forecastDeadlines } from './forecast-open-deadlines.query.js';

/** A Wednesday soon before the office closes; Thursday and Friday are holidays. */
const NOW = '2026-04-29 16:25';
const AUTUMN = Date.parse('2025-09-05');
const DAY = 86_400_000;

let test: TestDatabase;
let office: ForecastOffice;

beforeAll(async () => {
  test = await createTestDatabase();
  test.clock.offsetMs = Date.parse(vn(NOW)) - Date.now();
  office = new ForecastOffice(test, VIETNAM);
  await office.begin();
  for (let week = 0; week < 12; week += 1) {
    // From Friday 16:00 to Monday 09:00: three hours of work.
    const day = (after: number) => new Date(AUTUMN + (7 * week + after) * DAY).toISOString().slice(0, 10);
    const [started, ended, due] = [`${day(0)} 16:00`, `${day(3)} 09:00`, `${day(4)} 09:00`].map((when) => office.hoursTo(vn(when)));
    await office.addTask({ element: 'Draft', started: started!, due: due!, ended: ended! });
    // A case is closed an hour after its task, and of both hours one it stood still.
    const pauses = [[office.hoursTo(vn(`${day(3)} 08:30`)), office.hoursTo(vn(`${day(3)} 09:30`))]] as const;
    await office.addCase({ element: 'Answer', started: started!, due: due!, taskEnded: ended!, closed: ended! + 1, pauses });
  }
  await office.count();
});
afterAll(() => test.close());

const hours = (when: string) => office.hoursTo(vn(when));

async function forecastOf(id: string): Promise<ForecastEntry> {
  return (await forecastDeadlines({ database: test.database, calendars: office.calendars }, [id])).get(id)!;
}

describe('A forecast', () => {
  it.each([
    ['a minute short of it', '2026-05-04 08:59', 12],
    ['a minute more', '2026-05-04 09:01', 0],
  ])('knows that three hours of work are left over two holidays and a weekend, here %s', async (_, due, late) => {
    const id = await office.addTask({ element: 'Draft', started: hours('2026-04-29 16:00'), due: hours(due) });
    expect(await forecastOf(id)).toMatchObject({ runs: 12, late });
  });

  it.each([
    ['before', '2026-04-29 11:20', true],
    ['in', '2026-04-29 11:45', false],
  ])('does not count the break at noon for the time that a step is open, here since %s it', async (_, started, longerThanAll) => {
    const id = await office.addTask({ element: 'Draft', started: hours(started), due: hours('2026-05-04 07:30') });
    expect(await forecastOf(id)).toMatchObject({ longerThanAll, runs: longerThanAll ? 0 : 12, late: 0 });
  });

  it.each([
    ['2026-05-04 09:29', 12],
    ['2026-05-04 09:31', 0],
  ])('takes pauses out of working time, and lets nothing be used up until one is over: due %s', async (due, late) => {
    const started = hours('2026-04-29 15:30');
    const pauses = [[hours('2026-04-29 16:00'), hours('2026-05-04 07:00')]] as const;
    const id = await office.addCase({ element: 'Answer', started, due: hours(due), pausedUntil: hours('2026-05-04 07:00'), pauses });
    expect(await forecastOf(id)).toMatchObject({ kind: 'case', runs: 12, late });
  });
});
