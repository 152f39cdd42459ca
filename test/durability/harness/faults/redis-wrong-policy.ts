import type { Fault } from './fault.js';

/**
 * Redis comes back with an eviction policy that may drop deliveries. A worker that starts now must refuse it; those that
 * run must lose nothing.
 */
export const redisWithWrongPolicy: Fault = {
  name: 'Redis with a policy that evicts',
  run: async (harness) => {
    const { servers, crew } = harness;
    await servers.stopRedis();
    await servers.restartRedis({ evictionPolicy: 'allkeys-lru' });
    const end = await crew.tryToStart(harness.worker('worker-too-many'));
    if (end === undefined) harness.note('aRedisThatEvictsIsRefused', 'a worker has started on allkeys-lru');
    await servers.stopRedis();
    await servers.restartRedis();
  },
};
