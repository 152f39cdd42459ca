import type { Fault } from './fault.js';

/** Postgres is stopped at once, without a word to anybody, and started again, every few seconds. */
export const postgresCrashes: Fault = {
  name: 'Postgres stopped at once and started, several times',
  run: async (harness, { severe }) => {
    for (let times = severe ? 5 : 2; times > 0; times--) {
      await harness.servers.crashPostgres(() => harness.let(300 + harness.chance() * 1000));
      await harness.let(1000 + harness.chance() * 2000);
    }
  },
};
