import { RunawayLoopError } from '../errors.js';

/** How many of the last activities are looked at for the loop: every loop shorter than this is named completely. */
const WINDOW = 5_000;

/** Counts the activities of one step and stops it at the limit. */
export class RunawayGuard {
  private entered = 0;
  /** Element ids of the last activities before the limit. Kept only there, so that ordinary steps pay for a counter. */
  private readonly window: string[] = [];
  private readonly windowStart: number;

  constructor(readonly limit: number) {
    this.windowStart = limit - Math.min(WINDOW, Math.floor(limit / 2));
  }

  /** @throws RunawayLoopError naming the elements that were visited again and again. */
  count(element: string): void {
    this.entered += 1;
    if (this.entered <= this.windowStart) return;
    if (this.entered > this.limit) throw new RunawayLoopError(this.limit, repeatedElements(this.window));
    this.window.push(element);
  }
}

function repeatedElements(window: readonly string[]): string[] {
  const visits = new Map<string, number>();
  for (const element of window) visits.set(element, (visits.get(element) ?? 0) + 1);
  const repeated = [...visits].filter(([, count]) => count > 1).map(([element]) => element);
  return repeated.length > 0 ? repeated : [...visits.keys()];
}
