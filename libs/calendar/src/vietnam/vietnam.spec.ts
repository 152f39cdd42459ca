import { calendarDataSchema } from '../calendar-data.js';
import { VIETNAM } from './vietnam.js';

const weekdayOf = (date: string) => new Date(date).getUTCDay();
const isWeekend = (date: string) => [0, 6].includes(weekdayOf(date));
const datesOf = (year: number, kind: string) =>
  VIETNAM.days.filter((day) => day.date.startsWith(String(year)) && day.kind === kind).map(({ date }) => date);

describe('The shipped calendar of Vietnam', () => {
  it('is a calendar as they are published', () => {
    expect(calendarDataSchema.parse(VIETNAM)).toEqual(VIETNAM);
  });

  it('has its days in order', () => {
    const dates = VIETNAM.days.map(({ date }) => date);
    expect(dates).toEqual([...dates].sort());
  });

  it('works Saturdays only for working days that it has off in the same year', () => {
    const swaps = VIETNAM.days.filter(({ name }) => name.startsWith('Nghỉ hoán đổi'));
    expect(swaps.map(({ date }) => date)).toEqual(['2024-04-29', '2025-05-02', '2026-01-02', '2026-08-31']);
    for (const year of [2024, 2025, 2026, 2027]) {
      const offForThem = swaps.filter(({ date }) => date.startsWith(String(year)));
      expect(datesOf(year, 'make-up')).toHaveLength(offForThem.length);
      expect(datesOf(year, 'make-up').every((date) => weekdayOf(date) === 6)).toBe(true);
      expect(offForThem.some(({ date }) => isWeekend(date))).toBe(false);
    }
  });

  // Labour Code 2019 §112: eleven days, and from 2026 the day of culture; those on a weekend are made up for (§111).
  it.each([
    [2024, 11],
    [2025, 11],
    [2026, 12],
  ])('gives as many working days off in %d as the law', (year, holidays) => {
    const off = datesOf(year, 'day-off').filter((date) => !isWeekend(date));
    expect(off.length - datesOf(year, 'make-up').length).toBe(holidays);
  });

  it('has of 2027 what the law fixes to a date, and says that the rest is not there', () => {
    expect(datesOf(2027, 'day-off')).toEqual([
      '2027-01-01',
      '2027-04-30',
      '2027-05-01',
      '2027-05-03',
      '2027-09-02',
      '2027-11-24',
    ]);
    expect(VIETNAM.years.find(({ year }) => year === 2027)?.status).toBe('partly-announced');
  });
});
