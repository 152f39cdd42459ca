import type { Fault } from './fault.js';

/** All sessions of Postgres are terminated, in whatever they are doing, again and again. */
export const sessionsEnded: Fault = {
  name: 'backends terminated',
  run: async (harness) => {
    for (let times = 0; times < 10; times++) {
      await harness.servers.postgres.endSessions();
      await harness.let(50 + harness.chance() * 500);
    }
  },
};
