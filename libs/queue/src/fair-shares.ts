/** What a share may hand over at once without going behind the others. */
const BURST = 20;
const LEAK_PER_SECOND = 20;
/** BullMQ knows no greater priority number. */
const LAST_PLACE = 2_097_151;
/** Empty buckets are thrown away when there are more than this. */
const KEPT_BUCKETS = 1_000;

/**
 * A leaky bucket for each share. Its level beyond the burst is the place of the next delivery: 0 comes first, in the
 * order of arrival, then 1, 2, … So the second thousand of a flood stands behind the first of everybody else, and two
 * floods alternate.
 *
 * Each producing process has buckets of its own: they need no round trip, and a flood fills them wherever it comes in.
 * Tried: the time at which a share would have its turn, as BullMQ's priority; it starves nobody, but the number has 21
 * bits and wraps within days. Here an old flood waits as long as the others alone keep all workers busy.
 */
export class FairShares {
  private readonly buckets = new Map<string, { level: number; at: number }>();

  private readonly clock: () => number;
  private readonly leakPerSecond: number;

  /**
   * @param options.clock milliseconds that only go forward.
   * @param options.leakPerSecond so much of what a share has handed over is forgotten each second; default 20.
   */
  constructor({ clock = () => performance.now(), leakPerSecond = LEAK_PER_SECOND }: FairSharesOptions = {}) {
    this.clock = clock;
    this.leakPerSecond = leakPerSecond;
  }

  /** Counts one delivery of the share and gives its place, which BullMQ calls a priority. */
  priorityOf(share: string): number {
    const now = this.clock();
    const bucket = this.buckets.get(share) ?? { level: 0, at: now };
    const level = this.levelAt(bucket, now) + 1;
    this.buckets.set(share, { level, at: now });
    if (this.buckets.size > KEPT_BUCKETS) this.forgetEmpty(now);
    return Math.min(LAST_PLACE, Math.max(0, Math.ceil(level - BURST)));
  }

  private forgetEmpty(now: number): void {
    for (const [share, bucket] of this.buckets) {
      if (this.levelAt(bucket, now) === 0) this.buckets.delete(share);
    }
  }

  private levelAt(bucket: { readonly level: number; readonly at: number }, now: number): number {
    return Math.max(0, bucket.level - ((now - bucket.at) / 1000) * this.leakPerSecond);
  }
}

interface FairSharesOptions {
  readonly clock?: () => number;
  readonly leakPerSecond?: number;
}
