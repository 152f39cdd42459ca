import type { Fault } from './fault.js';

const HOUR = 3600;

/** The clock of the database goes back by an hour and is set right again: nothing may happen early or twice. */
export const clockBack: Fault = {
  name: 'clock an hour back',
  run: async (harness) => {
    await harness.servers.postgres.moveClock(-HOUR);
    await harness.let(3_000);
    await harness.servers.postgres.moveClock(HOUR);
  },
};

/** The clock of the database leaps, and stays: leases end in the hands of their holders, and all timers are due at once. */
export const clockAhead: readonly Fault[] = [
  { name: 'clock an hour ahead', run: (harness) => harness.servers.postgres.moveClock(HOUR) },
  { name: 'clock a day ahead', run: (harness) => harness.servers.postgres.moveClock(24 * HOUR) },
];

/**
 * Workers whose own clocks are wrong by more than the timers of the load, one before and one behind: only the clock of
 * the database counts.
 */
export const skewedWorkers: Fault = {
  name: 'two workers with skewed clocks',
  run: async (harness, { severe }) => {
    const { crew } = harness;
    await Promise.all([
      crew.add(harness.worker('worker-ahead', { hostClockOffsetMs: 5_000 })),
      crew.add(harness.worker('worker-behind', { hostClockOffsetMs: -5_000 })),
    ]);
    await harness.let(severe ? 20_000 : 4_000);
    await Promise.all([crew.remove('worker-ahead'), crew.remove('worker-behind')]);
  },
};
