import { BullmqQueue } from './bullmq-queue.js';
import type { DeliveryQueue, DeliveryQueueOptions } from './delivery-queue.js';
import { connectPostgresBackend } from './postgres-backend.js';
import { connectRedisBackend } from './redis-backend.js';

/** Opens the delivery queue on Redis where a URL is given, else on Postgres. */
export async function connectQueue(options: DeliveryQueueOptions): Promise<DeliveryQueue> {
  const { redisUrl, databaseUrl, logger, prefix = 'congvan' } = options;
  return redisUrl === undefined
    ? new BullmqQueue(await connectPostgresBackend(databaseUrl, logger), prefix, logger)
    : new BullmqQueue(await connectRedisBackend(redisUrl, logger), prefix, logger);
}
