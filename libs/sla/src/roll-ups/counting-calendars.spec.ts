import { CalendarBook, VIETNAM } from '#calendar';
import { CountingCalendars } from './counting-calendars.js';

const published = [VIETNAM, { ...VIETNAM, key: 'qlcn' }].map((data) => ({ data, version: 1 }));
const book = new CalendarBook({ publication: 1, calendars: published, units: { QLCN: 'qlcn', KH: 'vn' }, usual: 'vn' });

it('a task stays with the calendar that it was counted by, and leaves it with its unit', async () => {
  const counting = await CountingCalendars.load({ query: () => Promise.resolve([]) }, book, []);
  const before = { calendar: 'qlcn', calendarVersion: 1 };
  expect(counting.of('QLCN')).toMatchObject(before);
  expect(counting.of('KH', { ...before, unit: 'KH' })).toMatchObject(before);
  expect(counting.of('KH', { ...before, unit: 'QLCN' })).toMatchObject({ calendar: 'vn', calendarVersion: 1 });
});
