import { anyOf, type Fault } from './fault.js';

const PATIENCE_MS = 5_000;

/**
 * Transactions that take longer than a lease, with all their locks: whoever waits for one of them may have lost what it
 * holds itself by the time it has its turn.
 */
export const heldUp: Fault = {
  name: 'transactions held open longer than a lease',
  run: async (harness) => {
    const milliseconds = harness.leaseSeconds * 1500;
    const order = { point: 'command.in-transaction', pass: 1, accident: { kind: 'sleep', milliseconds } } as const;
    for (let times = 0; times < 3; times++) {
      await anyOf(harness, [...harness.crew.workers, ...harness.crew.clients]).suffer(order, PATIENCE_MS);
    }
    await harness.let(milliseconds);
  },
};
