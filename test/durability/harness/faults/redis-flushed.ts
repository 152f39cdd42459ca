import type { Fault } from './fault.js';

/** Everything in Redis is gone from one moment to the next. */
export const redisFlushed: Fault = {
  name: 'Redis flushed',
  run: async (harness) => {
    for (let times = 0; times < 3; times++) {
      await harness.servers.redisConnected((redis) => redis.flushall());
      await harness.let(700);
    }
  },
};
