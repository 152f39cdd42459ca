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

/** The same durations with some added and some, which must be among them, taken out. */
export function withChanges(seconds: SortedSeconds, added: readonly number[], removed: readonly number[]): SortedSeconds {
  const gone = new Map<number, number>();
  for (const value of removed) gone.set(value, (gone.get(value) ?? 0) + 1);
  const kept: number[] = [];
  for (let at = 0; at < seconds.length; at += BYTES) {
    const value = seconds.readInt32BE(at);
    const left = gone.get(value) ?? 0;
    if (left > 0) gone.set(value, left - 1);
    else kept.push(value);
  }
  return sortedSeconds([...kept, ...added]);
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

function countUpTo(seconds: SortedSeconds, value: number): number {
  let [low, high] = [0, seconds.length / BYTES];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (seconds.readInt32BE(middle * BYTES) <= value) low = middle + 1;
    else high = middle;
  }
  return low;
}
