import { askedToStop } from './asked-to-stop.js';
import { crowdedPool } from './crowded-pool.js';
import type { Fault } from './fault.js';
import { heldUp } from './held-up.js';
import { hostileDeliveries } from './hostile-deliveries.js';
import { killedAtAnyTime } from './killed-at-any-time.js';
import { killedAtPoints } from './killed-at-points.js';
import { clockAhead, clockBack, skewedWorkers } from './moved-clocks.js';
import { postgresCrashes } from './postgres-crashes.js';
import { redisRestarted, redisSilent } from './redis-away.js';
import { redisFlushed } from './redis-flushed.js';
import { redisFull } from './redis-full.js';
import { redisWithWrongPolicy } from './redis-wrong-policy.js';
import { sessionsEnded } from './sessions-ended.js';
import { stoppedForAWhile, stoppedForLong } from './stopped.js';

export type { Fault } from './fault.js';
export {
  askedToStop,
  clockAhead,
  clockBack,
  crowdedPool,
  heldUp,
  hostileDeliveries,
  killedAtAnyTime,
  killedAtPoints,
  postgresCrashes,
  sessionsEnded,
  skewedWorkers,
  stoppedForAWhile,
  stoppedForLong,
};

/** Faults of the programs and of Postgres; poison jobs are always part of the load. */
export const faults: readonly Fault[] = [
  ...killedAtPoints,
  killedAtAnyTime,
  stoppedForAWhile,
  stoppedForLong,
  heldUp,
  askedToStop,
  postgresCrashes,
  sessionsEnded,
  crowdedPool,
  hostileDeliveries,
  ...clockAhead,
  clockBack,
  skewedWorkers,
];

/** Faults of Redis, where that carries the deliveries. */
export const redisFaults: readonly Fault[] = [
  redisFlushed,
  redisRestarted,
  redisSilent,
  redisFull,
  redisWithWrongPolicy,
];
