import { createRedisBackend, type IQueueBackend, withBackend } from 'bullmq';
import type { BackendClasses } from 'bullmq';
import { Redis, type RedisOptions } from 'ioredis';
import type { Logger } from '#foundation';
import type { BullmqBackend } from './bullmq-backend.js';
import { QueueUnavailableError, UnsafeRedisError } from './errors.js';

/** A producer's connection on which nothing is heard for so long, although something was asked, is replaced. */
const SILENCE_MS = 3_000;

/**
 * BullMQ on Redis.
 * @throws QueueUnavailableError when Redis does not answer, UnsafeRedisError when its eviction policy can lose keys.
 */
export async function connectRedisBackend(url: string, logger: Logger): Promise<BullmqBackend<Redis>> {
  let connected = false;
  let lastError: Error | undefined;
  // The first connection fails at once; one that is lost later is sought for ever.
  const retryStrategy = (times: number) => (connected ? Math.min(times * 100, 2000) : null);
  const open = (options: RedisOptions) => {
    const connection = new Redis(url, { lazyConnect: true, connectTimeout: 5000, retryStrategy, ...options });
    connection.on('error', (error: Error) => {
      lastError = error;
      logger.debug({ code: 'queue.redis-error', error: error.message });
    });
    return connection;
  };
  const producerConnection = open({ maxRetriesPerRequest: 1, enableOfflineQueue: false, socketTimeout: SILENCE_MS });
  try {
    await producerConnection.connect();
    await refuseEviction(producerConnection);
    connected = true;
  } catch (error) {
    drop(producerConnection);
    if (error instanceof UnsafeRedisError) throw error;
    // What connect() rejects with only says that the connection is closed; the event before it says why.
    const cause = lastError ?? (error as Error);
    throw new QueueUnavailableError(`Cannot connect to Redis: ${cause.message}`, { cause });
  }
  let unsafe: UnsafeRedisError | undefined;
  const examine = async () => {
    try {
      await refuseEviction(producerConnection);
      unsafe = undefined;
    } catch (error) {
      if (!(error instanceof UnsafeRedisError)) throw error;
      unsafe = error;
      logger.error({ code: error.code, error: error.message });
      throw error;
    }
  };
  // Another server may answer after an outage, or the same with other settings.
  producerConnection.on('ready', () => void examine().catch(() => undefined));
  return {
    classes: withBackend(createRedisBackend) as unknown as BackendClasses<IQueueBackend, Redis>,
    producerConnection,
    openConsumerConnection: () => {
      const connection = open({ maxRetriesPerRequest: null });
      return { connection, drop: () => drop(connection) };
    },
    refuseUnfit: () => {
      if (unsafe !== undefined) throw unsafe;
    },
    ping: async () => {
      try {
        await examine();
      } catch (cause) {
        if (cause instanceof UnsafeRedisError) throw cause;
        throw new QueueUnavailableError('Redis does not answer.', { cause });
      }
    },
    close: async () => drop(producerConnection),
  };
}

function drop(connection: Redis): void {
  if (connection.status !== 'end') connection.disconnect();
}

async function refuseEviction(redis: Redis): Promise<void> {
  const policy = /maxmemory_policy:(\S+)/.exec(await redis.info('memory'))?.[1];
  if (policy !== 'noeviction') {
    throw new UnsafeRedisError(
      `Redis has maxmemory-policy ${policy ?? 'unknown'}, which may drop deliveries. Set maxmemory-policy noeviction.`,
    );
  }
}
