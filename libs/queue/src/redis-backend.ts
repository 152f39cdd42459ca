import { createRedisBackend, type IQueueBackend, withBackend } from 'bullmq';
import type { BackendClasses } from 'bullmq';
import { Redis, type RedisOptions } from 'ioredis';
import type { Logger } from '#foundation';
import type { BullmqBackend } from './bullmq-queue.js';
import { QueueUnavailableError, UnsafeRedisError } from './errors.js';

/**
 * BullMQ on Redis.
 * @throws QueueUnavailableError when Redis does not answer, UnsafeRedisError when its eviction policy can lose keys.
 */
export async function connectRedisBackend(url: string, prefix: string, logger: Logger): Promise<BullmqBackend<Redis>> {
  let connected = false;
  let lastError: Error | undefined;
  // The first connection fails at once; one that is lost later is sought for ever.
  const retryStrategy = (times: number) => (connected ? Math.min(times * 100, 2000) : null);
  const open = (options: RedisOptions) => {
    const connection = new Redis(url, { lazyConnect: true, retryStrategy, ...options });
    connection.on('error', (error: Error) => {
      lastError = error;
      logger.debug({ code: 'queue.redis-error', error: error.message });
    });
    return connection;
  };
  const producerConnection = open({ maxRetriesPerRequest: 1, enableOfflineQueue: false, connectTimeout: 5000 });
  const consumerConnection = open({ maxRetriesPerRequest: null });
  const close = async () => {
    for (const connection of [producerConnection, consumerConnection]) {
      if (connection.status !== 'end') connection.disconnect();
    }
  };
  try {
    await producerConnection.connect();
    await refuseEviction(producerConnection);
    await consumerConnection.connect();
    connected = true;
  } catch (error) {
    await close();
    if (error instanceof UnsafeRedisError) throw error;
    // What connect() rejects with only says that the connection is closed; the event before it says why.
    const cause = lastError ?? (error as Error);
    throw new QueueUnavailableError(`Cannot connect to Redis: ${cause.message}`, { cause });
  }
  return {
    classes: withBackend(createRedisBackend) as unknown as BackendClasses<IQueueBackend, Redis>,
    producerConnection,
    consumerConnection,
    prefix,
    ping: async () => {
      try {
        await producerConnection.ping();
      } catch (cause) {
        throw new QueueUnavailableError('Redis does not answer.', { cause });
      }
    },
    close,
  };
}

async function refuseEviction(redis: Redis): Promise<void> {
  const policy = /maxmemory_policy:(\S+)/.exec(await redis.info('memory'))?.[1];
  if (policy !== 'noeviction') {
    throw new UnsafeRedisError(
      `Redis has maxmemory-policy ${policy ?? 'unknown'}, which may drop deliveries. Set maxmemory-policy noeviction.`,
    );
  }
}
