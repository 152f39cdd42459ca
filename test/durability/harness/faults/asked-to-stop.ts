import type { Fault } from './fault.js';

/** SIGTERM to every member in turn, under load: each finishes what it has begun and ends with 0. */
export const askedToStop: Fault = {
  name: 'SIGTERM during load',
  run: async (harness) => {
    const { crew } = harness;
    for (const member of new Set([...crew.workers, ...crew.clients])) {
      // In the place of one that was killed there may be one that is just starting, or cannot.
      if (!(await member.ready)) continue;
      const { code, signal } = await crew.end(member);
      if (code !== 0) {
        const { name } = member.options;
        harness.note('whoIsAskedToStopEndsInOrder', `${name} ended with ${code ?? signal} after SIGTERM; see ${crew.logOf(name)}`);
      }
    }
  },
};
