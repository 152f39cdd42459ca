import { isCalendarDate, officeDate } from './office-date.js';

describe('the office date', () => {
  it('is the day in the office zone, not the day in UTC', () => {
    expect(officeDate('2026-01-01T16:59:59.999Z', 'Asia/Ho_Chi_Minh')).toBe('2026-01-01');
    expect(officeDate('2026-01-01T17:00:00.000Z', 'Asia/Ho_Chi_Minh')).toBe('2026-01-02');
    expect(officeDate(new Date('2026-12-31T20:00:00Z'), 'Asia/Ho_Chi_Minh')).toBe('2027-01-01');
  });

  it('knows the days that exist', () => {
    const wrong = ['2026-02-29', '2026-13-01', '2026-1-1', '1/1/2026', '2026-01-01T00:00:00Z', ''];
    expect(['2024-02-29', '2026-12-31', ...wrong].filter(isCalendarDate)).toEqual(['2024-02-29', '2026-12-31']);
  });
});
