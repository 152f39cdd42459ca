import { monthIn, monthKey, periodBefore, splitPeriod } from './months.js';

const ZONE = 'Asia/Ho_Chi_Minh';
const october = '2026-09-30T17:00:00.000Z';
const november = '2026-10-31T17:00:00.000Z';
const january = '2026-12-31T17:00:00.000Z';

describe('months of the office', () => {
  it('begin at 17:00 UTC of the day before', () => {
    expect(monthIn('2026-10-31T16:59:59.999Z', ZONE)).toBe('2026-10');
    expect(monthIn(november, ZONE)).toBe('2026-11');
    expect(monthKey(202601)).toBe('2026-01');
  });

  it('are found in a period, with what is left at its edges', () => {
    expect(splitPeriod({ from: october, to: january }, ZONE)).toEqual({ months: [202610, 202611, 202612], edges: [] });
    const [before, after] = ['2026-10-31T16:59:59.000Z', '2027-01-01T00:00:00.000Z'];
    expect(splitPeriod({ from: before, to: after }, ZONE)).toEqual({
      months: [202611, 202612],
      edges: [{ from: before, to: november }, { from: january, to: after }],
    });
  });

  it('are none where the period has no whole one', () => {
    const period = { from: '2026-10-02T00:00:00.000Z', to: '2026-11-20T00:00:00.000Z' };
    expect(splitPeriod(period, ZONE)).toEqual({ months: [], edges: [period] });
  });

  it('are compared with as many months before, any other period with one just as long', () => {
    expect(periodBefore({ from: november, to: january }, ZONE)).toEqual({ from: '2026-08-31T17:00:00.000Z', to: november });
    const day = { from: '2026-10-02T00:00:00.000Z', to: '2026-10-03T00:00:00.000Z' };
    expect(periodBefore(day, ZONE)).toEqual({ from: '2026-10-01T00:00:00.000Z', to: day.from });
  });
});
