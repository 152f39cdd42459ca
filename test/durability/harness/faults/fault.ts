import type { DurabilityHarness } from '../durability-harness.js';

/** A way to break something while the load runs. It has mended what it broke when it is over; nothing must be lost by it. */
export interface Fault {
  readonly name: string;
  /** Takes `severe` as long as operators would have to bear it; else so short that a test can wait for it. */
  run(harness: DurabilityHarness, options: { readonly severe: boolean }): Promise<void>;
}

/** One of a list, by the chances of the harness. */
export function anyOf<T>(harness: DurabilityHarness, list: readonly T[]): T {
  if (list.length === 0) throw new Error('There is nothing to choose from.');
  return list[Math.floor(harness.chance() * list.length)]!;
}
