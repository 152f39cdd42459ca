import { farOffFindings, isFarOff } from './far-off.js';

const NOW = '2026-11-22T10:00:00.000Z';

it.each(['9026-11-20T03:00:00.000Z', '2037-01-01T00:00:00.000Z', '2015-12-31T00:00:00.000Z', '0226-11-20T03:00:00+07:00'])(
  '%s is not meant by anybody who writes a date in 2026',
  (instant) => {
    expect(isFarOff(instant, NOW)).toBe(true);
    expect(farOffFindings('dueAt', instant, NOW)).toMatchObject([{ where: 'dueAt', what: expect.stringContaining(instant) }]);
  },
);

it.each(['2036-12-31T10:00:00.000Z', '2026-11-22T10:00:00.000Z', '2016-01-01T00:00:00.000Z'])('%s may be meant', (instant) => {
  expect(isFarOff(instant, NOW)).toBe(false);
  expect(farOffFindings('dueAt', instant, NOW)).toEqual([]);
});
