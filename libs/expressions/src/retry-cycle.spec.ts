import { retryPauseMs, toRetryCycle } from './retry-cycle.js';

const MINUTE = 60_000;
const pauses = (text: string, attempts: readonly number[], spread = 0) =>
  attempts.map((attempt) => retryPauseMs(toRetryCycle(text), attempt, spread));

describe('a retry cycle', () => {
  it('has a number of attempts and the pause between them', () => {
    expect(toRetryCycle('R3/PT10M')).toEqual({ attempts: 3, pausesMs: [10 * MINUTE] });
    expect(pauses('R3/PT10M', [1, 2])).toEqual([10 * MINUTE, 10 * MINUTE]);
  });

  it('may be a list of pauses, after which there is one attempt more', () => {
    expect(toRetryCycle('PT10M')).toEqual({ attempts: 2, pausesMs: [10 * MINUTE] });
    expect(toRetryCycle('PT1M, PT2M,P1D').attempts).toBe(4);
    expect(pauses('PT1M, PT2M,P1D', [1, 2, 3])).toEqual([MINUTE, 2 * MINUTE, 1_440 * MINUTE]);
  });

  it('may have pauses that grow by a factor up to a longest one', () => {
    expect(toRetryCycle('R6/PT1M*2/PT5M').attempts).toBe(6);
    expect(pauses('R6/PT1M*2/PT5M', [1, 2, 3, 4, 5])).toEqual([1, 2, 4, 5, 5].map((n) => n * MINUTE));
    expect(pauses('R3/PT2S*1.5', [1, 2])).toEqual([2_000, 3_000]);
  });

  it('lets growing pauses become a day at most where it names no other, however many attempts there are', () => {
    expect(pauses('R999999999/PT1M*10', [5, 999_999_999])).toEqual([1_440 * MINUTE, 1_440 * MINUTE]);
  });

  it('spreads growing pauses by up to a tenth, never beyond what the model says, and leaves the others alone', () => {
    expect(pauses('R6/PT1M*2', [2], 0.5)).toEqual([114_000]);
    expect(pauses('R6/PT1M', [1], 0.5)).toEqual([MINUTE]);
  });

  it.each([
    'R/PT10M',
    'R0/PT10M',
    'R3/2026-11-21T10:00:00Z/PT10M',
    'R3/PT1H/PT1H',
    '0 0 9 * * ?',
    'R3/PT0S',
    'PT10M,',
    'PT10M,PT0S',
    'R3',
    'R3/PT1M*1',
    'R3/PT1M*x',
    'R3/P2D*2',
    'R3/PT1H*2/PT1M',
    'R3/PT1M*2/PT0S',
    '',
    null,
  ])('is refused as %j', (value) => {
    expect(() => toRetryCycle(value)).toThrow('A number of attempts and a pause like');
  });
});
