/**
 * Durations in whole seconds, ascending, as `int4send` of Postgres writes them: four bytes each, the highest first. Cells
 * and sums that SQL makes come as such; no number is ever made an object of its own.
 */
export type SortedSeconds = Buffer;

const BYTES = 4;

export function sortedSeconds(values: readonly number[]): SortedSeconds {
  const bytes = Buffer.allocUnsafe(values.length * BYTES);
  Int32Array.from(values).sort().forEach((value, index) => bytes.writeInt32BE(value, index * BYTES));
  return bytes;
}

/**
 * The same durations with some added and some, which must be among them, taken out. What lies between is copied whole: a
 * month may have a hundred thousand, and mostly a few of them change.
 */
export function withChanges(seconds: SortedSeconds, added: readonly number[], removed: readonly number[]): SortedSeconds {
  const changes = [
    ...removed.map((value) => ({ value, isRemoved: true })),
    ...added.map((value) => ({ value, isRemoved: false })),
  ].sort((a, b) => a.value - b.value);
  const changed = Buffer.allocUnsafe(seconds.length + added.length * BYTES);
  let [from, to] = [0, 0];
  for (const { value, isRemoved } of changes) {
    const at = countUpTo(seconds, value - 1, from / BYTES) * BYTES;
    to += seconds.copy(changed, to, from, at);
    from = at;
    if (!isRemoved) to = changed.writeInt32BE(value, to);
    else if (at < seconds.length && seconds.readInt32BE(at) === value) from += BYTES;
  }
  to += seconds.copy(changed, to, from);
  return changed.subarray(0, to);
}

/** A multitude of durations that were counted in parts, some of them taken out again. */
export class Durations {
  private readonly parts: { readonly seconds: SortedSeconds; readonly sign: 1 | -1 }[] = [];
  private count = 0;

  add(seconds: SortedSeconds, sign: 1 | -1 = 1): void {
    if (seconds.length === 0) return;
    this.parts.push({ seconds, sign });
    this.count += (sign * seconds.length) / BYTES;
  }

  addAll(other: Durations): void {
    for (const { seconds, sign } of other.parts) this.add(seconds, sign);
  }

  /**
   * The least duration that so many percent of all do not exceed, as `percentile_disc` of SQL gives it; null of none. Found
   * by halving the range of values: the parts stay apart, and each is only searched.
   */
  percentile(percent: number): number | null {
    if (this.count === 0) return null;
    const wanted = Math.max(1, Math.ceil((this.count * percent) / 100));
    let [low, high] = [0, Math.max(...this.parts.map(({ seconds }) => seconds.readInt32BE(seconds.length - BYTES)))];
    while (low < high) {
      const middle = Math.floor((low + high) / 2);
      if (this.countUpTo(middle) >= wanted) high = middle;
      else low = middle + 1;
    }
    return low;
  }

  sum(): number {
    let sum = 0;
    for (const { seconds, sign } of this.parts) {
      for (let at = 0; at < seconds.length; at += BYTES) sum += sign * seconds.readInt32BE(at);
    }
    return sum;
  }

  private countUpTo(value: number): number {
    return this.parts.reduce((sum, { seconds, sign }) => sum + sign * countUpTo(seconds, value), 0);
  }
}

/** How many there are up to a value. @param atLeast as many as are known to be */
function countUpTo(seconds: SortedSeconds, value: number, atLeast = 0): number {
  let [low, high] = [atLeast, seconds.length / BYTES];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (seconds.readInt32BE(middle * BYTES) <= value) low = middle + 1;
    else high = middle;
  }
  return low;
}
