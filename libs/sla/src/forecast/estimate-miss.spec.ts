import { type EarlierRun, estimateMiss, LEAST_RUNS, wilsonInterval } from './estimate-miss.js';

const HOUR = 3_600;
const run = (lasted: number, untilDone = lasted): EarlierRun => ({
  lasted: lasted * HOUR,
  untilDone: untilDone * HOUR,
});
const standing = (spent: number, left: number) => ({ spent: spent * HOUR, left: left * HOUR });
/** 1, 2, … 100 hours. */
const EVENLY = Array.from({ length: 100 }, (_, index) => run(index + 1));

describe('The probability to miss a deadline', () => {
  it('is the share of earlier runs that took longer than what is left', () => {
    const { probability, runs, late } = estimateMiss(EVENLY, standing(0, 70), 0.3);
    expect({ runs, late }).toEqual({ runs: 100, late: 30 });
    expect(probability).toBeCloseTo(0.3, 10);
  });

  it('is taken among runs that lasted as long already', () => {
    // 50 to 100 hours; of these 80 and more are late: 81 … 100.
    expect(estimateMiss(EVENLY, standing(50, 30), 0.4)).toMatchObject({ runs: 51, late: 20 });
    expect(estimateMiss(EVENLY, standing(50, 30), 0.4).probability).toBeGreaterThan(
      estimateMiss(EVENLY, standing(0, 80), 0.4).probability!,
    );
  });

  it('counts for a case what came after the step, too', () => {
    const runs = Array.from({ length: 20 }, (_, index) => run(2, index < 5 ? 10 : 40));
    expect(estimateMiss(runs, standing(1, 20), 0.5)).toMatchObject({ runs: 20, late: 15 });
  });

  it('grows as time passes without the step being done', () => {
    const due = 60;
    const probabilities = [0, 20, 40, 55].map(
      (spent) => estimateMiss(EVENLY, standing(spent, due - spent), 0.4).probability!,
    );
    expect(probabilities).toEqual([...probabilities].sort((one, other) => one - other));
    expect(new Set(probabilities).size).toBe(4);
  });

  it('is none where too few runs are like it, and says how many there were', () => {
    const few = EVENLY.slice(0, LEAST_RUNS - 1);
    expect(estimateMiss(few, standing(0, 5), 0.5)).toEqual({
      probability: null,
      low: null,
      high: null,
      runs: 9,
      late: 4,
      longerThanAll: false,
    });
    expect(estimateMiss(EVENLY, standing(95, 1), 0.5)).toMatchObject({ probability: null, runs: 6 });
    expect(estimateMiss([], standing(0, 5), 0.5)).toMatchObject({ probability: null, runs: 0, late: 0 });
  });

  it('tells of a step that has lasted longer than ever, once less is left than it has taken', () => {
    const slow = (spent: number, left: number) => estimateMiss(EVENLY, standing(spent, left), 0.5).longerThanAll;
    expect([slow(101, 100), slow(101, 102), slow(99, 10)]).toEqual([true, false, false]);
    expect(estimateMiss(EVENLY.slice(0, LEAST_RUNS - 1), standing(101, 1), 0.5).longerThanAll).toBe(false);
  });

  it('is no certainty after few runs: it is drawn towards the base rate, less by many', () => {
    const never = (count: number) => estimateMiss(EVENLY.slice(0, count), standing(0, 200), 0.5);
    expect(never(10).probability).toBeCloseTo(1 / 12, 10);
    expect(never(100).probability).toBeCloseTo(1 / 102, 10);
    expect(never(10).high! - never(10).low!).toBeGreaterThan(never(100).high! - never(100).low!);
  });
});

describe('The Wilson interval', () => {
  // Figures of the literature for 95 %.
  it.each([
    [0, 10, 0, 0.2775],
    [5, 10, 0.2366, 0.7634],
    [10, 10, 0.7225, 1],
    [30, 100, 0.2189, 0.3958],
  ])('of %d in %d', (hits, trials, low, high) => {
    const interval = wilsonInterval(hits, trials);
    expect(interval.low).toBeCloseTo(low, 3);
    expect(interval.high).toBeCloseTo(high, 3);
  });
});
