import { faultPoints } from '../member/member-options.js';
import { anyOf, type Fault } from './fault.js';

const PATIENCE_MS = 5_000;

/**
 * SIGSTOP of a worker in the middle of a job and SIGCONT after its leases have ended: what it believes to hold is being
 * done by others, soon after its leases, or was done long ago, and it must notice either.
 */
export const stopped: readonly Fault[] = [
  stoppedFor('soon after its leases', (leaseMs, chance) => leaseMs * (1.3 + chance())),
  stoppedFor('long after its leases', (leaseMs, _chance, severe) => (severe ? 60_000 : leaseMs * 4)),
];

function stoppedFor(when: string, pauseMs: (leaseMs: number, chance: () => number, severe: boolean) => number): Fault {
  return {
    name: `worker stopped and continued ${when}`,
    run: async (harness, { severe }) => {
      const worker = anyOf(harness, harness.crew.workers);
      const point = anyOf(harness, faultPoints);
      const pass = 1 + Math.floor(harness.chance() * 4);
      if (!(await worker.suffer({ point, pass, accident: { kind: 'stop' } }, PATIENCE_MS))) worker.signal('SIGSTOP');
      await harness.let(pauseMs(harness.leaseSeconds * 1000, harness.chance, severe));
      worker.signal('SIGCONT');
    },
  };
}
