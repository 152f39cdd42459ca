import { netSeconds } from './net-time.js';

/** Everything is working time. */
const calendar = { workingSecondsBetween: (from: string, to: string) => (Date.parse(to) - Date.parse(from)) / 1_000 };
const at = (hour: number) => `2026-01-22T${String(hour).padStart(2, '0')}:00:00.000Z`;
const hours = (...pauses: [number, number][]) =>
  netSeconds(calendar, at(2), at(12), pauses.map(([from, until]) => ({ from: at(from), until: at(until) }))) / 3_600;

it('pauses are taken off, the parts that overlap once, and what lies outside not at all', () => {
  expect(hours()).toBe(10);
  expect(hours([3, 4], [6, 8])).toBe(7);
  expect(hours([5, 8], [3, 6], [4, 5])).toBe(5);
  expect(hours([0, 3], [11, 23])).toBe(8);
  expect(hours([13, 14])).toBe(10);
  expect(hours([0, 23])).toBe(0);
});

it('pauses are understood as the database writes them inside JSON', () => {
  expect(netSeconds(calendar, at(2), at(12), [{ from: '2026-01-22T10:00:00+07:00', until: '2026-01-22T11:00:00+07:00' }])).toBe(9 * 3_600);
});

it('what ends before it begins takes no time', () => {
  expect(netSeconds(calendar, at(12), at(2), [])).toBe(0);
});
