import { dateInZone, isCalendarDate, yearInZone } from './zoned-date.js';

describe('a date in a zone', () => {
  it('is the day there, not the day in UTC', () => {
    expect(dateInZone('2026-01-01T16:59:59.999Z', 'Asia/Ho_Chi_Minh')).toBe('2026-01-01');
    expect(dateInZone('2026-01-01T17:00:00.000Z', 'Asia/Ho_Chi_Minh')).toBe('2026-01-02');
    expect(dateInZone(new Date('2026-12-31T20:00:00Z'), 'Asia/Ho_Chi_Minh')).toBe('2027-01-01');
    expect(yearInZone('2026-12-31T17:00:00Z', 'Asia/Ho_Chi_Minh')).toBe(2027);
  });

  it('knows the days that exist', () => {
    const wrong = ['2026-02-29', '2026-13-01', '2026-1-1', '1/1/2026', '2026-01-01T00:00:00Z', ''];
    expect(['2024-02-29', '2026-12-31', ...wrong].filter(isCalendarDate)).toEqual(['2024-02-29', '2026-12-31']);
  });
});
