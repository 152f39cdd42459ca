import type { Fault } from './fault.js';

const NAME = 'client-crowd';

/** Two hundred people at once in a process with two connections: they wait for one another and none is forgotten. */
export const crowdedPool: Fault = {
  name: 'pool of 2 under 200 parallel commands',
  run: async (harness, { severe }) => {
    const crowd = { parallel: 200, pauseMs: 0, openWork: 400 };
    await harness.crew.add(harness.client(NAME, crowd, { poolSize: 2 }));
    await harness.let(severe ? 15_000 : 3_000);
    await harness.crew.remove(NAME);
  },
};
