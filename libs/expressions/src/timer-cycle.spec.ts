import { cycleIndexAt, cycleInstant } from './instants.js';
import { toCycle } from './timer-cycle.js';

const env = { zone: 'Asia/Ho_Chi_Minh' };
const interval = { kind: 'interval', start: null, end: null } as const;

describe('a cycle', () => {
  it.each([
    ['R3/PT10M', { repetitions: 3, interval: 'PT10M' }],
    ['R/PT1H', { repetitions: null, interval: 'PT1H' }],
    ['R0/PT1H', { repetitions: 0, interval: 'PT1H' }],
    ['R/2026-11-21T17:00/P1D', { repetitions: null, start: '2026-11-21T10:00:00.000Z', interval: 'P1D' }],
    [
      'R5/2026-11-21T10:00:00Z/2026-11-21T10:00:30.5Z',
      { repetitions: 5, start: '2026-11-21T10:00:00.000Z', interval: 'PT30.5S' },
    ],
    [
      'R3/P1M/2026-03-31',
      { repetitions: 3, start: '2026-01-30T17:00:00.000Z', interval: 'P1M', end: '2026-03-30T17:00:00.000Z' },
    ],
    ['R/P1D/2026-03-31', { repetitions: null, interval: 'P1D', end: '2026-03-30T17:00:00.000Z' }],
  ])('%s has its number, start, interval and end', (text, parts) => {
    expect(toCycle(text, env)).toEqual({ ...interval, ...parts });
  });

  it('is cron when it is no repeating interval', () => {
    expect(toCycle(' 0 0 9 ? * MON-FRI', env)).toEqual({ kind: 'cron', cron: '0 0 9 ? * MON-FRI' });
    expect(toCycle('@daily', env)).toEqual({ kind: 'cron', cron: '@daily' });
  });

  it.each(['PT10M', 'R3', 'R3/PT0S', 'R3/-PT1H', 'R-1/PT1S', 'R3/a/b/c', 'R3//PT1H', '', 'tomorrow', 7, null])(
    'is refused as %j',
    (value) => {
      expect(() => toCycle(value, env)).toThrow(/A cycle like/);
    },
  );

  it('is refused with the reason why it is no cron either', () => {
    const run = () => toCycle('0 0 25 * * ?', env);
    expect(run).toThrow('not "0 0 25 * * ?": "25" cannot be used for the hours.');
  });

  it('is refused when it ends before it starts', () => {
    expect(() => toCycle('R3/2026-11-21/2026-11-20', env)).toThrow('A cycle like');
  });

  it.each(['R3/2026-11-21/2026-11-31', 'R3/PT1H/PT1H'])('is refused as %j for its date', (value) => {
    expect(() => toCycle(value, env)).toThrow('A date and time like');
  });
});

describe('the firings of a cycle', () => {
  const firings = (start: string, every: string, zone = 'utc') =>
    [0, 1, 2, 3].map((n) => cycleInstant(start, every, n, zone).slice(0, 10));

  it('keep to the end of the month', () => {
    expect(firings('2026-01-31T08:00:00Z', 'P1M')).toEqual(['2026-01-31', '2026-02-28', '2026-03-31', '2026-04-30']);
    expect(firings('2024-02-29T08:00:00Z', 'P1Y')).toEqual(['2024-02-29', '2025-02-28', '2026-02-28', '2027-02-28']);
  });

  it('keep to the hour where clocks change', () => {
    expect(cycleInstant('2026-10-24T06:00:00Z', 'P1D', 1, 'Europe/Berlin')).toBe('2026-10-25T07:00:00.000Z');
  });

  it.each([
    ['2026-01-31T08:00:00Z', 'P1M', '2026-01-01T00:00:00Z', 0],
    ['2026-01-31T08:00:00Z', 'P1M', '2026-01-31T08:00:00Z', 0],
    ['2026-01-31T08:00:00Z', 'P1M', '2026-02-28T08:00:00Z', 1],
    ['2026-01-31T08:00:00Z', 'P1M', '2026-02-28T08:00:00.001Z', 2],
    ['2026-01-31T08:00:00Z', 'P1M', '2326-02-28T08:00:00Z', 3_601],
    ['2026-01-01T00:00:00Z', 'PT1S', '2027-01-01T00:00:00.5Z', 31_536_001],
    ['2026-01-01T00:00:00Z', 'P300Y', '2026-01-02T00:00:00Z', 1],
    ['0001-01-01T00:00:00Z', 'PT0.001S', '2026-01-01T00:00:00Z', 63_902_822_400_000],
    ['0001-01-01T00:00:00Z', 'P0.000001M', '2026-01-01T00:00:00Z', 24_300_000_000],
  ])('from %s every %s are at or after %s from number %i on', (start, every, instant, index) => {
    expect(cycleIndexAt(start, every, instant, 'utc')).toBe(index);
  });
});
