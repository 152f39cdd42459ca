import { CalendarBook } from '#calendar';
import { unitCalendar } from '../../../../test/support/unit-calendar.js';
import { CountingCalendars } from './counting-calendars.js';

it('a task stays with the calendar that it was counted by, and leaves it with its unit', async () => {
  const book = new CalendarBook(unitCalendar({ unit: 'QLCN', daysOff: [] }));
  const counting = await CountingCalendars.load({ query: () => Promise.resolve([]) }, book, []);
  const before = { calendar: 'own', calendarVersion: 1 };
  expect(counting.of('QLCN')).toMatchObject(before);
  expect(counting.of('KH', { ...before, unit: 'KH' })).toMatchObject(before);
  expect(counting.of('KH', { ...before, unit: 'QLCN' })).toMatchObject({ calendar: 'vn', calendarVersion: 1 });
});
