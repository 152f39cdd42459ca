import { VIETNAM } from '#calendar';
import { withDayOff } from '../testing/deadline-office.js';
import { differenceOf, sayDifference } from './say-difference.js';

const START = '2026-01-22T02:00:00.000Z';
const DUE = '2026-01-29T10:00:00.000Z';

it('says the days on the way that are worked otherwise', () => {
  const [before, after] = [withDayOff('2026-01-26'), withDayOff('2026-01-27')];
  expect(sayDifference(differenceOf(before, after), START, [DUE])).toBe('bỏ Nghỉ tránh bão 26/01; nghỉ 27/01 (Nghỉ tránh bão)');
});

it('says nothing of days that only bear another name or source', () => {
  const { days } = withDayOff('2026-01-26');
  const renamed = days.map((day) => (day.date === '2026-01-26' ? { ...day, name: 'Nghỉ lụt', source: 'Công điện 13' } : day));
  const difference = differenceOf({ ...VIETNAM, days }, { ...VIETNAM, days: renamed });
  expect(sayDifference(difference, START, [DUE])).toBe('theo thời hạn của hồ sơ');
});

it('says the days from the start up to and with the later due date, and no others', () => {
  const days = [20, 22, 29, 30].map((day) => ({ date: `2026-01-${day}`, what: `nghỉ ${day}/01` }));
  const difference = { days, hours: false, zone: VIETNAM.zone };
  const at = (day: number) => `2026-01-${day}T02:00:00.000Z`;
  expect(sayDifference(difference, at(22), [at(28), at(29)])).toBe('nghỉ 22/01; nghỉ 29/01');
  expect(sayDifference(difference, at(23), [at(24), at(28)])).toBe('theo thời hạn của hồ sơ');
});
