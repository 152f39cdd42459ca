import type { CalendarDay } from './calendar-data.js';
import { OutsideOfCalendarError, WorkingDurationError } from './errors.js';
import { sayRemaining } from './remaining.js';
import { vn } from '../../../test/support/office-time.js';
import { offDay, PLAIN_WEEK } from './testing/calendars.js';
import { TWO_SESSIONS } from './vietnam/day-rows.js';
import { VIETNAM } from './vietnam/vietnam.js';
import { WorkingTime } from './working-time.js';

const vietnam = new WorkingTime(VIETNAM);
const plain = new WorkingTime(PLAIN_WEEK);
const HALF_DAY: CalendarDay = {
  date: '2026-03-03',
  kind: 'half-day',
  sessions: TWO_SESSIONS.slice(0, 1),
  name: 'Half',
  source: 'x',
};
const hoursText = (hours: number) => `${hours < 0 ? '-' : ''}PT${Math.abs(hours)}H`;

// 2 March 2026 is a Monday.
describe('Working days', () => {
  it.each([
    ['a start in the morning', '2026-03-02 08:00', 3, '2026-03-05 17:00'],
    ['a start before hours', '2026-03-02 05:00', 1, '2026-03-03 17:00'],
    ['a start after hours', '2026-03-02 21:00', 1, '2026-03-03 17:00'],
    ['a start at the last moment of a day', '2026-03-02 23:59', 1, '2026-03-03 17:00'],
    ['a start on a Saturday', '2026-03-07 10:00', 1, '2026-03-09 17:00'],
    ['a weekend in between', '2026-03-05 08:00', 3, '2026-03-10 17:00'],
    ['the day itself', '2026-03-02 08:00', 0, '2026-03-02 17:00'],
    ['the day itself, which is off', '2026-03-07 08:00', 0, '2026-03-09 17:00'],
    ['one day, which is not 24 hours of work', '2026-03-02 16:59', 1, '2026-03-03 17:00'],
    ['one before', '2026-03-09 08:00', -1, '2026-03-06 17:00'],
    ['one before a Sunday', '2026-03-08 08:00', -1, '2026-03-06 17:00'],
    ['several before', '2026-03-09 08:00', -5, '2026-03-02 17:00'],
    ['across the end of the year', '2026-12-31 09:00', 1, '2027-01-04 17:00'],
    ['back across the end of the year', '2027-01-04 09:00', -1, '2026-12-31 17:00'],
    ['Tết of nine days', '2026-02-13 09:00', 1, '2026-02-23 17:00'],
    ['a swap: off on Monday for a Saturday', '2026-08-20 09:00', 2, '2026-08-22 17:00'],
    ['a swap and a holiday of two days', '2026-08-28 09:00', 1, '2026-09-03 17:00'],
    ['a holiday on a Sunday, made up for on Monday', '2026-04-24 09:00', 1, '2026-04-28 17:00'],
  ])('%s', (_, from, days, due) => {
    expect(vietnam.addDays(vn(from), days)).toBe(vn(due));
  });

  it('are the week only in a year of which nothing is known', () => {
    expect(vietnam.addDays(vn('2031-09-01 09:00'), 1)).toBe(vn('2031-09-02 17:00'));
  });

  it('end with the short session of a half day, and count it as one', () => {
    const time = new WorkingTime({ ...PLAIN_WEEK, days: [HALF_DAY] });
    expect(time.addDays(vn('2026-03-02 09:00'), 1)).toBe(vn('2026-03-03 11:30'));
    expect(time.addDays(vn('2026-03-02 09:00'), 2)).toBe(vn('2026-03-04 17:00'));
  });

  it('find their way out of a whole year off', () => {
    const days = Array.from({ length: 365 }, (_, day) =>
      offDay(new Date(Date.UTC(2026, 0, 1 + day)).toISOString().slice(0, 10)),
    );
    const time = new WorkingTime({ ...PLAIN_WEEK, days });
    expect(time.addDays(vn('2025-12-31 09:00'), 1)).toBe(vn('2027-01-01 17:00'));
    expect(time.add(vn('2026-06-01 09:00'), 'PT1H')).toBe(vn('2027-01-01 08:00'));
    expect(time.add(vn('2027-01-01 08:00'), '-PT2H')).toBe(vn('2025-12-31 16:00'));
    expect(time.add(vn('2026-06-01 09:00'), 'PT0S')).toBe(vn('2027-01-01 07:00'));
  });

  it('are counted from the day after the first up to the last', () => {
    expect(vietnam.workingDaysBetween(vn('2026-03-02 23:00'), vn('2026-03-09 01:00'))).toBe(5);
    expect(vietnam.workingDaysBetween(vn('2026-03-09 01:00'), vn('2026-03-02 23:00'))).toBe(-5);
    expect(vietnam.workingDaysBetween(vn('2026-03-02 08:00'), vn('2026-03-02 17:00'))).toBe(0);
    expect(vietnam.workingDaysBetween(vn('2025-12-31'), vn('2026-12-31'))).toBe(249);
  });
});

describe('Working hours', () => {
  it.each([
    ['within a session', '2026-03-02 08:00', 2, '2026-03-02 10:00'],
    ['over lunch', '2026-03-02 11:00', 1, '2026-03-02 14:00'],
    ['up to the seam of two sessions', '2026-03-02 10:30', 1, '2026-03-02 11:30'],
    ['from before hours', '2026-03-02 03:00', 1, '2026-03-02 08:00'],
    ['from lunch', '2026-03-02 12:00', 1, '2026-03-02 14:30'],
    ['from after hours', '2026-03-02 20:00', 1, '2026-03-03 08:00'],
    ['from a day off', '2026-03-07 10:00', 1, '2026-03-09 08:00'],
    ['eight of them, which are not a working day', '2026-03-02 16:00', 8, '2026-03-03 16:00'],
    ['24 of them, which are three days and no night', '2026-03-02 07:00', 24, '2026-03-04 17:00'],
    ['parts of an hour', '2026-03-02 08:00', 0.25, '2026-03-02 08:15'],
    ['none, from within', '2026-03-02 08:00', 0, '2026-03-02 08:00'],
    ['none, from outside', '2026-03-07 08:00', 0, '2026-03-09 07:00'],
    ['before, over lunch', '2026-03-02 14:00', -1, '2026-03-02 11:00'],
    ['before, from a day off', '2026-03-08 14:00', -1, '2026-03-06 16:00'],
    ['before, down to the seam of two sessions', '2026-03-02 14:30', -1, '2026-03-02 13:30'],
    ['over Tết', '2026-02-13 16:00', 2, '2026-02-23 08:00'],
    ['on a Saturday that is worked', '2026-08-21 16:00', 2, '2026-08-22 08:00'],
  ])('%s', (_, from, hours, due) => {
    expect(vietnam.add(vn(from), hoursText(hours))).toBe(vn(due));
  });

  it('count from the first moment of a date', () => {
    expect(vietnam.add('2026-03-02', 'PT1H')).toBe(vn('2026-03-02 08:00'));
  });
});

describe('A duration of working time', () => {
  it.each([
    ['P1D', '2026-03-02 08:00', '2026-03-03 17:00'],
    ['PT8H', '2026-03-02 08:00', '2026-03-03 08:00'],
    ['PT24H', '2026-03-02 08:00', '2026-03-05 08:00'],
    ['P1W', '2026-03-02 08:00', '2026-03-09 17:00'],
    ['P1DT2H', '2026-03-02 08:00', '2026-03-04 09:00'],
    ['PT1H30M', '2026-03-02 08:00', '2026-03-02 09:30'],
    ['-P1D', '2026-03-03 08:00', '2026-03-02 17:00'],
    ['-PT2H', '2026-03-03 08:00', '2026-03-02 16:00'],
    ['P0D', '2026-03-02 08:00', '2026-03-02 17:00'],
    ['PT0S', '2026-03-02 08:00', '2026-03-02 08:00'],
  ])('%s after %s', (duration, from, due) => {
    expect(plain.add(vn(from), duration)).toBe(vn(due));
  });

  it('takes as many days for a week as the calendar works', () => {
    const time = new WorkingTime({ ...PLAIN_WEEK, week: { ...PLAIN_WEEK.week, 6: TWO_SESSIONS.slice(0, 1) } });
    expect(time.add(vn('2026-03-02 08:00'), 'P1W')).toBe(vn('2026-03-09 17:00'));
  });

  it.each(['P1M', 'P1Y', 'P0.5D', 'tomorrow', ''])('"%s" is refused', (duration) => {
    expect(() => plain.add(vn('2026-03-02 08:00'), duration)).toThrow(WorkingDurationError);
  });
});

describe('A calendar', () => {
  it('counts days of 23 and 25 hours as days, and hours by the clock of its zone', () => {
    const whole = [{ from: '00:00', to: '23:59' }];
    const nights = { ...PLAIN_WEEK.week, 6: whole, 7: whole };
    const berlin = new WorkingTime({ ...PLAIN_WEEK, zone: 'Europe/Berlin', week: nights });
    // Clocks go forward on Sunday 29 March 2026 and back on Sunday 25 October.
    expect(berlin.workingSecondsBetween('2026-03-28T23:00:00Z', '2026-03-29T22:00:00Z')).toBe(23 * 3600 - 60);
    expect(berlin.workingSecondsBetween('2026-10-24T22:00:00Z', '2026-10-25T23:00:00Z')).toBe(25 * 3600 - 60);
    expect(berlin.addDays('2026-03-27T09:00:00Z', 3)).toBe('2026-03-30T15:00:00.000Z');
    expect(berlin.addDays('2026-03-26T09:00:00Z', 1)).toBe('2026-03-27T16:00:00.000Z');
    expect(berlin.add('2026-03-29T00:30:00Z', 'PT2H')).toBe('2026-03-29T02:30:00.000Z');
  });

  it('drops a session that lies in the hour which clocks skip', () => {
    const night = [{ from: '02:00', to: '03:00' }];
    const berlin = new WorkingTime({ ...PLAIN_WEEK, zone: 'Europe/Berlin', week: { ...PLAIN_WEEK.week, 7: night } });
    expect(berlin.addDays('2026-03-27T09:00:00Z', 1)).toBe('2026-03-30T15:00:00.000Z');
    expect(berlin.addDays('2026-03-20T09:00:00Z', 1)).toBe('2026-03-22T02:00:00.000Z');
  });

  it('counts no hour twice where clocks go forward between two sessions', () => {
    const nights = [{ from: '01:00', to: '02:30' }, { from: '03:00', to: '05:00' }];
    const berlin = new WorkingTime({ ...PLAIN_WEEK, zone: 'Europe/Berlin', week: { ...PLAIN_WEEK.week, 7: nights } });
    expect(berlin.workingSecondsBetween('2026-03-28T23:00:00Z', '2026-03-29T22:00:00Z')).toBe(3 * 3600);
  });

  it('begins at the next session what is counted from outside of one, at its end not', () => {
    expect(plain.add(vn('2026-03-02 11:30'), 'PT0S')).toBe(vn('2026-03-02 11:30'));
    expect(plain.add(vn('2026-03-02 11:31'), 'PT0S')).toBe(vn('2026-03-02 13:30'));
    expect(plain.add(vn('2026-12-31 17:01'), 'PT0S')).toBe(vn('2027-01-01 07:00'));
  });

  it('has the hours of a season on its days, also over the turn of the year', () => {
    const late = [{ from: '07:30', to: '12:00' }, { from: '13:00', to: '16:30' }];
    const week = { 1: late, 2: late, 3: late, 4: late, 5: late, 6: [], 7: [] };
    const seasons = [{ from: '10-16', to: '04-15', week, name: 'Mùa đông', source: 'Quyết định 5' }];
    const time = new WorkingTime({ ...PLAIN_WEEK, seasons });
    expect(time.days('2026-04-15', '2026-04-16')).toMatchObject([
      { kind: 'usual', sessions: late, source: 'Quyết định 5' },
      { kind: 'usual', sessions: TWO_SESSIONS, source: PLAIN_WEEK.weekSource },
    ]);
    expect(time.add(vn('2026-10-15 08:00'), 'P1D')).toBe(vn('2026-10-16 16:30'));
    expect(time.add(vn('2026-04-15 16:00'), 'PT1H')).toBe(vn('2026-04-16 07:30'));
  });

  it('shows each date with its hours, and why nobody works', () => {
    expect(vietnam.days('2026-08-21', '2026-08-24')).toMatchObject([
      { date: '2026-08-21', kind: 'usual', sessions: [{ from: '07:00' }, { to: '17:00' }], name: null },
      { date: '2026-08-22', kind: 'make-up', sessions: [{ from: '07:00' }, { to: '17:00' }], name: expect.stringContaining('Làm bù') },
      { date: '2026-08-23', kind: 'usual', sessions: [], name: 'Chủ Nhật', source: VIETNAM.weekSource },
      { date: '2026-08-24', kind: 'usual', name: null },
    ]);
    expect(vietnam.days('2026-08-22', '2026-08-21')).toEqual([]);
    expect(vietnam.dayAt('2026-08-21T17:30:00.000Z')).toEqual(vietnam.days('2026-08-22', '2026-08-22')[0]);
  });

  it('tells which days were skipped, and why', () => {
    const names = vietnam
      .skippedBetween(vn('2026-04-24 09:00'), vn('2026-04-28 17:00'))
      .map(({ date, name }) => [date, name]);
    expect(names).toEqual([
      ['2026-04-25', 'Thứ Bảy'],
      ['2026-04-26', 'Giỗ Tổ Hùng Vương (10/3 âm lịch)'],
      ['2026-04-27', 'Nghỉ bù Giỗ Tổ Hùng Vương'],
    ]);
    const overNewYear = vietnam.skippedBetween(vn('2026-12-31 09:00'), vn('2027-01-04 17:00'));
    expect(overNewYear.map(({ date }) => date)).toEqual(['2027-01-01', '2027-01-02', '2027-01-03']);
    expect(vietnam.skippedBetween(vn('2026-04-26'), vn('2026-04-26'))).toEqual([]);
  });

  it('says how much is known of the years that a term touches', () => {
    expect(vietnam.announcedUntil(vn('2026-01-01'), vn('2026-12-31 23:00'))).toBe('announced');
    expect(vietnam.announcedUntil(vn('2026-12-31'), vn('2027-01-05'))).toBe('partly-announced');
    expect(vietnam.announcedUntil(vn('2026-12-31'), vn('2028-01-05'))).toBe('not-announced');
  });

  it.each(['1949-12-31T00:00:00Z', '2200-06-01T00:00:00Z', '2026-02-30T08:00:00Z', '2026-02-28T99:00:00Z', '10:00', '2026-13-01', ''])(
    'refuses to count from %p',
    (instant) => {
      expect(() => plain.add(instant, 'PT1H')).toThrow(OutsideOfCalendarError);
    },
  );

  it.each([1e9, -1e9])('ends counting %d days at the end of its years', (days) => {
    expect(() => plain.addDays(vn('2026-03-02'), days)).toThrow(OutsideOfCalendarError);
  });

  it.each([NaN, Infinity, 0.5])('refuses %p days', (amount) => {
    expect(() => plain.addDays(vn('2026-03-02'), amount)).toThrow(WorkingDurationError);
  });
});

describe('What is left', () => {
  it.each([
    ['2026-03-02 09:00', '2026-03-02 12:00', 'còn 2 giờ 30 phút làm việc'],
    ['2026-03-02 14:00', '2026-03-03 17:00', 'còn 1 ngày 3 giờ làm việc'],
    ['2026-03-02 07:00', '2026-03-03 10:00', 'còn 1 ngày 3 giờ làm việc'],
    ['2026-03-02 09:00', '2026-03-04 10:00', 'còn 2 ngày 1 giờ làm việc'],
    ['2026-03-02 05:00', '2026-03-02 17:00', 'còn 1 ngày làm việc'],
    ['2026-03-06 16:00', '2026-03-09 08:00', 'còn 2 giờ làm việc'],
    ['2026-03-02 18:00', '2026-03-02 16:00', 'quá hạn 1 giờ làm việc'],
    ['2026-03-03 17:00', '2026-03-02 16:00', 'quá hạn 1 ngày 1 giờ làm việc'],
    ['2026-03-07 18:00', '2026-03-06 17:00', 'vừa quá hạn'],
    ['2026-03-02 09:00', '2026-03-02 09:00', 'đúng hạn lúc này'],
    ['2026-03-02 11:30', '2026-03-02 11:30', 'đúng hạn lúc này'],
    ['2026-03-02 13:30', '2026-03-03 11:30', 'còn 1 ngày làm việc'],
    ['2026-03-02 13:30', '2026-03-03 11:29', 'còn 7 giờ 59 phút làm việc'],
  ])('from %s to %s is said as: %s', (from, to, words) => {
    expect(sayRemaining(plain.remaining(vn(from), vn(to)))).toBe(words);
  });

  it.each([
    ['2026-03-03 05:00', '2026-03-03 17:00', 'còn 1 ngày làm việc'],
    ['2026-03-03 05:00', '2026-03-03 11:00', 'còn 4 giờ làm việc'],
    ['2026-03-02 14:00', '2026-03-03 11:30', 'còn 1 ngày 3 giờ làm việc'],
  ])('is a day where it is all of a half day, from %s to %s: %s', (from, to, words) => {
    const time = new WorkingTime({ ...PLAIN_WEEK, days: [HALF_DAY] });
    expect(sayRemaining(time.remaining(vn(from), vn(to)))).toBe(words);
  });

  it('is not a day yet where it fills a usual one, and the season has longer ones', () => {
    const long = [{ from: '07:00', to: '11:30' }, { from: '13:00', to: '17:30' }];
    const week = { 1: long, 2: long, 3: long, 4: long, 5: long, 6: [], 7: [] };
    const seasons = [{ from: '01-01', to: '06-30', week, name: 'Mùa hè', source: 'Quyết định 5' }];
    const time = new WorkingTime({ ...PLAIN_WEEK, seasons });
    const left = (from: string, to: string) => sayRemaining(time.remaining(vn(from), vn(to)));
    expect(left('2026-03-02 13:00', '2026-03-03 11:00')).toBe('còn 8 giờ 30 phút làm việc');
    expect(left('2026-03-02 13:00', '2026-03-03 11:30')).toBe('còn 1 ngày làm việc');
  });
});
