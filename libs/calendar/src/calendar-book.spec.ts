import { CalendarBook, type CalendarState } from './calendar-book.js';
import { UnknownCalendarError } from './errors.js';
import { vn } from '../../../test/support/office-time.js';
import { offDay, PLAIN_WEEK } from './testing/calendars.js';

const office = { data: { ...PLAIN_WEEK, key: 'office' }, version: 1 };
const oneStop = { data: { ...PLAIN_WEEK, key: 'one-stop', days: [offDay('2026-03-03')] }, version: 4 };
const state: CalendarState = {
  publication: 7,
  calendars: [office, oneStop],
  units: { MC: 'one-stop' },
  usual: 'office',
};

describe('The book of calendars', () => {
  it.each([
    [undefined, '2026-03-03 17:00'],
    ['office', '2026-03-03 17:00'],
    ['one-stop', '2026-03-04 17:00'],
    ['MC', '2026-03-04 17:00'],
  ])('counts for %s by its calendar', (name, due) => {
    const book = new CalendarBook(state);
    expect(book.addWorkingTime(vn('2026-03-02 08:00'), 'P1D', name)).toBe(vn(due));
  });

  it('counts between instants by days and by hours', () => {
    const book = new CalendarBook(state);
    const [from, to] = [vn('2026-03-02 08:00'), vn('2026-03-04 08:30')];
    expect(book.workingDaysBetween(from, to, 'MC')).toBe(1);
    expect(book.workingHoursBetween(from, to)).toBe(16.5);
  });

  it('tells by which versions it counts', () => {
    const book = new CalendarBook(state);
    expect(book.publication).toBe(7);
    expect(book.versionOf('one-stop')).toBe(4);
    expect(book.versionOf('nowhere')).toBeUndefined();
  });

  it.each([
    ['a unit with its own calendar', 'MC', 'one-stop'],
    ['no unit', null, 'office'],
    ['a unit that is gone', 'GONE', 'office'],
    ['a unit whose code is the key of a calendar', 'one-stop', 'office'],
  ])('gives the calendar of %s', (_, unit, key) => {
    const book = new CalendarBook(state);
    const { version, workingTime } = book.ofUnit(unit);
    expect(workingTime).toBe(book.workingTime(key));
    expect(version).toBe(book.versionOf(key));
  });

  it.each([
    [['clerk', 'head:MC', 'unit:VP'], '2026-03-04 17:00'],
    [['unit:VP', 'head:MC'], '2026-03-03 17:00'],
    [['leader', 'head'], '2026-03-03 17:00'],
    [[], '2026-03-03 17:00'],
  ])('counts for the groups %j by the calendar of the unit that they name first, unless one is named', (groups, due) => {
    const calendar = new CalendarBook(state).ofGroups(groups);
    const [from, to] = [vn('2026-03-02 08:00'), vn('2026-03-04 08:30')];
    expect(calendar.addWorkingTime(from, 'P1D')).toBe(vn(due));
    expect(calendar.addWorkingTime(from, 'P1D', 'office')).toBe(vn('2026-03-03 17:00'));
    const own = due.startsWith('2026-03-04');
    expect(calendar.workingDaysBetween(from, to)).toBe(own ? 1 : 2);
    expect(calendar.workingHoursBetween(from, to)).toBe(own ? 8.5 : 16.5);
    expect(calendar.publication).toBe(7);
  });

  it('counts by the new state once it has it, and keeps what did not change', () => {
    const book = new CalendarBook(state);
    const [usual, before] = [book.workingTime(), book.workingTime('MC')];
    const free = { data: { ...oneStop.data, days: [] }, version: 5 };
    book.use({ ...state, publication: 8, calendars: [office, free] });
    expect(book.publication).toBe(8);
    expect(book.workingTime()).toBe(usual);
    expect(book.workingTime('MC')).not.toBe(before);
    expect(book.addWorkingTime(vn('2026-03-02 08:00'), 'P1D', 'MC')).toBe(vn('2026-03-03 17:00'));
  });

  it.each(['nowhere', '', '__proto__', 'constructor'])('refuses the unknown name %p', (name) => {
    expect(() => new CalendarBook(state).addWorkingTime(vn('2026-03-02 08:00'), 'P1D', name)).toThrow(
      UnknownCalendarError,
    );
  });

  it('refuses everything before it has calendars', () => {
    expect(() => new CalendarBook().workingTime()).toThrow(UnknownCalendarError);
  });
});
