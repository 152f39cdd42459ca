import { faultPoints } from '../member/member-options.js';
import { anyOf, type Fault } from './fault.js';

const PATIENCE_MS = 5_000;

/**
 * SIGSTOP of workers in the middle of handlers and SIGCONT soon after their leases have ended: what they believe to hold
 * is just being done by others.
 */
export const stoppedForAWhile: Fault = {
  name: 'workers stopped and continued while others do their work',
  run: async (harness) => {
    for (let times = 0; times < 2; times++) {
      const worker = anyOf(harness, harness.crew.workers);
      worker.signal('SIGSTOP');
      await harness.let(harness.leaseSeconds * 1000 * (1.2 + harness.chance() * 0.8));
      worker.signal('SIGCONT');
    }
  },
};

/** The same at a fault point and for so long that nothing is left of what it held. */
export const stoppedForLong: Fault = {
  name: 'worker stopped and continued long after',
  run: async (harness, { severe }) => {
    const worker = anyOf(harness, harness.crew.workers);
    const point = anyOf(harness, faultPoints);
    const pass = 1 + Math.floor(harness.chance() * 4);
    if (!(await worker.suffer({ point, pass, accident: { kind: 'stop' } }, PATIENCE_MS))) worker.signal('SIGSTOP');
    await harness.let(severe ? 60_000 : harness.leaseSeconds * 4000);
    worker.signal('SIGCONT');
  },
};
