import { CalendarBook, VIETNAM } from '#calendar';
import { CountingCalendars } from '../roll-ups/counting-calendars.js';
import { bandOf } from './ageing.query.js';

const NOW = '2026-11-20T03:00:00.000Z';
const book = new CalendarBook({ publication: 1, calendars: [{ data: VIETNAM, version: 1 }], units: {}, usual: VIETNAM.key });
const bandOfDay = async (dueAt: string) => {
  const calendars = await CountingCalendars.load({ query: () => Promise.resolve([]) }, book, []);
  return bandOf({ key: null, unit: null, date: dueAt.slice(0, 10), dueAt, isOverdue: true, tasks: 1 }, NOW, calendars);
};

it('a date in a year before every calendar is overdue for long, and no reason to leave the others without an age', async () => {
  expect(await bandOfDay('0226-11-20T03:00:00.000Z')).toBe('overdueLonger');
  expect(await bandOfDay('2026-11-19T10:00:00.000Z')).toBe('overdueUpTo1');
  expect(await bandOfDay('2026-10-19T10:00:00.000Z')).toBe('overdueLonger');
});
