import { VIETNAM } from '#calendar';
import { type DeadlineOffice, openDeadlineOffice } from '../testing/deadline-office.js';
import { listUnannouncedYears } from './unannounced-years.query.js';

let office: DeadlineOffice;
beforeAll(async () => {
  office = await openDeadlineOffice();
});
afterAll(() => office.close());

it('tells of each year in which something is due before all of its days off are known', async () => {
  const fixed = (dueAt: string) => ({ rule: { kind: 'fixed', dueAt, by: 'chanhvp' } }) as const;
  await office.openCase(fixed('2026-12-31T10:00:00.000Z'));
  await office.openCase(fixed('2026-12-31T17:00:00.000Z'));
  await office.openCase(fixed('2028-02-01T10:00:00.000Z'));
  const ofCase = (years: typeof VIETNAM.years) => listUnannouncedYears(office.database, { zone: VIETNAM.zone, years });
  expect(await ofCase(VIETNAM.years)).toMatchObject([
    { year: 2027, status: 'partly-announced' },
    { year: 2028, status: 'not-announced' },
  ]);
  const announced = [2026, 2027].map((year) => ({ year, status: 'announced' as const, source: 'x' }));
  expect((await ofCase(announced)).map(({ year }) => year)).toEqual([2028]);
});
