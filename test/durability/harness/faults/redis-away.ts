import type { Fault } from './fault.js';

const awayMs = ({ severe }: { readonly severe: boolean }) => (severe ? 20_000 : 2_000);

/** Redis ends and comes back empty. */
export const redisRestarted: Fault = {
  name: 'Redis stopped and started',
  run: async (harness, options) => {
    await harness.servers.stopRedis();
    await harness.let(awayMs(options));
    await harness.servers.restartRedis();
  },
};

/** Redis keeps its connections and answers nothing, as behind a network that swallows packets. */
export const redisSilent: Fault = {
  name: 'Redis silent',
  run: async (harness, options) => {
    process.kill(harness.servers.redisPid, 'SIGSTOP');
    await harness.let(awayMs(options));
    process.kill(harness.servers.redisPid, 'SIGCONT');
  },
};
