import { cronAfter, cronProblem } from './cron-after.js';

/** A Friday, the first second of which is 00:00 of Saturday in the office. */
const friday = '2026-11-20T17:00:00.000Z';
const zone = 'Asia/Ho_Chi_Minh';

/** The next firings on the clock of the office, as `MM-DD HH:mm:ss`. */
function firings(cron: string, count: number, from = friday): string[] {
  const found: string[] = [];
  for (let at: string | null = from; found.length < count; found.push(onTheClock(at))) {
    at = cronAfter(cron, at, zone);
    if (at === null) break;
  }
  return found;
}

function onTheClock(instant: string): string {
  return new Date(Date.parse(instant) + 7 * 3_600_000).toISOString().slice(0, 19);
}

describe('cron as Quartz writes it', () => {
  it.each([
    ['0 0 9 ? * MON-FRI', ['2026-11-23T09:00:00', '2026-11-24T09:00:00']],
    ['0 0 9 ? * 2-6', ['2026-11-23T09:00:00', '2026-11-24T09:00:00']],
    ['0 0 9 ? * FRI-MON', ['2026-11-21T09:00:00', '2026-11-22T09:00:00', '2026-11-23T09:00:00', '2026-11-27T09:00:00']],
    ['0 0 9 ? * 2/2', ['2026-11-23T09:00:00', '2026-11-25T09:00:00', '2026-11-27T09:00:00', '2026-11-30T09:00:00']],
    ['0 0 9 ? * L', ['2026-11-21T09:00:00', '2026-11-28T09:00:00']],
    ['0 0 9 ? * 6L', ['2026-11-27T09:00:00', '2026-12-25T09:00:00']],
    ['0 0 9 ? * friL', ['2026-11-27T09:00:00', '2026-12-25T09:00:00']],
    ['0 0 9 ? * 6#3', ['2026-12-18T09:00:00', '2027-01-15T09:00:00']],
    ['0 0 12 L * ?', ['2026-11-30T12:00:00', '2026-12-31T12:00:00', '2027-01-31T12:00:00', '2027-02-28T12:00:00']],
    ['0 0 12 L-3 * ?', ['2026-11-27T12:00:00', '2026-12-28T12:00:00']],
    ['0 0 12 LW * ?', ['2026-11-30T12:00:00', '2026-12-31T12:00:00', '2027-01-29T12:00:00']],
    ['0 0 12 1W 4,5 ?', ['2027-04-01T12:00:00', '2027-05-03T12:00:00']],
    ['0 0 12 15W 8,11 ?', ['2027-08-16T12:00:00', '2027-11-15T12:00:00']],
    ['0 0 12 15W,L * ?', ['2026-11-30T12:00:00', '2026-12-15T12:00:00', '2026-12-31T12:00:00']],
    ['0 0 12 31W * ?', ['2026-12-31T12:00:00', '2027-01-29T12:00:00', '2027-03-31T12:00:00']],
    ['0 0 12 1/10 * ?', ['2026-11-21T12:00:00', '2026-12-01T12:00:00', '2026-12-11T12:00:00']],
    ['0 0/20 8-9 * * ?', ['2026-11-21T08:00:00', '2026-11-21T08:20:00', '2026-11-21T08:40:00', '2026-11-21T09:00:00']],
    ['0 0 22-1 * * ?', ['2026-11-21T01:00:00', '2026-11-21T22:00:00', '2026-11-21T23:00:00', '2026-11-22T00:00:00']],
    ['0 0 12 1 JAN,jul ?', ['2027-01-01T12:00:00', '2027-07-01T12:00:00']],
    ['0 0 12 29 2 ?', ['2028-02-29T12:00:00', '2032-02-29T12:00:00']],
    ['0 0 12 1 1 ? 2028-2030/2', ['2028-01-01T12:00:00', '2030-01-01T12:00:00']],
    ['0 0 12 LW 12 ? 2027', ['2027-12-31T12:00:00']],
    ['0 0 12 1 1 ? 2020', []],
    ['0/30 * * * * ?', ['2026-11-21T00:00:30', '2026-11-21T00:01:00']],
  ])('%s fires at %j', (cron, expected) => {
    expect(firings(cron, Math.max(expected.length, 1))).toEqual(expected);
  });
});

describe('cron as Unix and Spring write it', () => {
  it.each([
    ['0 9 * * 1-5', ['2026-11-23T09:00:00', '2026-11-24T09:00:00']],
    ['0 9 * * 7', ['2026-11-22T09:00:00', '2026-11-29T09:00:00']],
    ['0 9 * * 5-7', ['2026-11-21T09:00:00', '2026-11-22T09:00:00', '2026-11-27T09:00:00']],
    ['0 0 9 * * 0', ['2026-11-22T09:00:00', '2026-11-29T09:00:00']],
    ['*/15 * * * *', ['2026-11-21T00:15:00', '2026-11-21T00:30:00']],
    ['@daily', ['2026-11-22T00:00:00', '2026-11-23T00:00:00']],
    ['@midnight', ['2026-11-22T00:00:00']],
    ['@weekly', ['2026-11-22T00:00:00', '2026-11-29T00:00:00']],
    ['@hourly', ['2026-11-21T01:00:00']],
    ['@monthly', ['2026-12-01T00:00:00']],
    ['@yearly', ['2027-01-01T00:00:00']],
  ])('%s fires at %j', (cron, expected) => {
    expect(firings(cron, expected.length)).toEqual(expected);
  });
});

describe('the next firing', () => {
  it('lies strictly after the instant', () => {
    expect(cronAfter('0 0 0 * * ?', friday, zone)).toBe('2026-11-21T17:00:00.000Z');
    expect(cronAfter('0 0 0 * * ?', '2026-11-20T16:59:59.999Z', zone)).toBe(friday);
    expect(cronAfter('0 0 0 LW * ?', '2026-11-29T17:00:00.000Z', zone)).toBe('2026-12-30T17:00:00.000Z');
  });
});

describe('a text that is no cron', () => {
  it.each([
    ['', '1 fields'],
    ['tomorrow', '1 fields'],
    ['0 0 9 ? * MON 2026 1', '8 fields'],
    ['60 0 9 ? * MON', '"60" cannot be used for the seconds'],
    ['0 0 24 ? * MON', 'hours'],
    ['0 0 9 0 * ?', 'days of the month'],
    ['0 0 9 32W * ?', 'days of the month'],
    ['0 0 9 ? 13 MON', 'months'],
    ['0 0 9 ? * 8', 'days of the week'],
    ['0 0 9 ? * 0', 'days of the week'],
    ['0 0 9 ? * 6#6', 'days of the week'],
    ['0 0 9 * * ? 1969', 'years'],
    ['H * * * * ?', 'seconds'],
    ['*/0 * * * *', 'minutes'],
    ['0 0 9 30 2 ?', 'day of month'],
    ['@sometimes', '1 fields'],
    ['* '.repeat(500), 'longer than 200'],
  ])('%j is refused with the reason', (cron, reason) => {
    expect(cronProblem(cron)).toContain(reason);
    expect(() => cronAfter(cron, friday, zone)).toThrow('Cron like');
  });
});
