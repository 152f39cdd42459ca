import { anyOf, type Fault } from './fault.js';

/** `kill -9` of several members at moments that nobody chose. */
export const killedAtAnyTime: Fault = {
  name: 'members killed at any time',
  run: async (harness) => {
    for (let times = 0; times < 5; times++) {
      await harness.let(200 + harness.chance() * 600);
      anyOf(harness, [...harness.crew.workers, ...harness.crew.clients]).signal('SIGKILL');
    }
  },
};
