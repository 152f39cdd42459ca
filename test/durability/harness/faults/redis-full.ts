import type { Fault } from './fault.js';

/** Redis has no memory left and refuses to write; by `noeviction` it drops nothing. */
export const redisFull: Fault = {
  name: 'Redis full',
  run: async (harness, { severe }) => {
    await harness.servers.redisConnected((redis) => redis.config('SET', 'maxmemory', '1mb'));
    await harness.let(severe ? 15_000 : 2_000);
    await harness.servers.redisConnected((redis) => redis.config('SET', 'maxmemory', '0'));
  },
};
