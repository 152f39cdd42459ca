import { SeededRandom } from '../../../../test/support/seeded-random.js';
import { Durations, sortedSeconds, withChanges } from './durations.js';

/** As `percentile_disc` of SQL: the first of all in order that so many percent do not exceed. */
function percentile(values: readonly number[], percent: number): number | null {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted.find((_value, index) => (index + 1) * 100 >= percent * sorted.length) ?? null;
}

it('finds medians and p95 of parts, some of them taken out again, as in one sorted list', () => {
  const random = new SeededRandom(1);
  for (let time = 0; time < 300; time++) {
    const durations = new Durations();
    const values: number[] = [];
    for (let part = random.below(5); part > 0; part--) {
      const some = Array.from({ length: random.below(20) }, () => random.below(random.oneOf([3, 1_000, 2 ** 31 - 1])));
      const [kept, removed] = [some, some.filter(() => random.chance(0.3))];
      durations.add(sortedSeconds(kept));
      durations.add(sortedSeconds(removed), -1);
      const left = removed.reduce((rest, value) => rest.toSpliced(rest.indexOf(value), 1), kept);
      const added = Array.from({ length: random.below(4) }, () => random.below(1_000));
      expect(withChanges(sortedSeconds(kept), added, removed)).toEqual(sortedSeconds([...left, ...added]));
      values.push(...left);
    }
    for (const percent of [50, 95]) expect(durations.percentile(percent)).toBe(percentile(values, percent));
    expect(durations.sum()).toBe(values.reduce((sum, value) => sum + value, 0));
  }
});
