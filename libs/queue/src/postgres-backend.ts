import { createPostgresBackend, type IQueueBackend, runMigrations, withBackend } from 'bullmq';
import type { BackendClasses } from 'bullmq';
import { Socket } from 'node:net';
import pg from 'pg';
import type { Logger } from '#foundation';
import type { BullmqBackend } from './bullmq-backend.js';
import { QueueUnavailableError } from './errors.js';

/** BullMQ's own tables live apart from ours, in the schema that BullMQ takes for granted in a pool. */
const SCHEMA = 'bullmq';
/** A producer's query that has no answer after so long is given up, together with its connection. */
const SILENCE_MS = 3_000;

/**
 * BullMQ on its Postgres tables, for an office that runs no Redis.
 * @throws QueueUnavailableError when Postgres does not answer.
 */
export async function connectPostgresBackend(url: string, logger: Logger): Promise<BullmqBackend<pg.Pool>> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => {}); // the statement under way says so too
  try {
    await client.connect();
    await runMigrations(client, SCHEMA);
  } catch (cause) {
    throw new QueueUnavailableError(`Cannot prepare the delivery tables in Postgres: ${(cause as Error).message}`, { cause });
  } finally {
    await client.end();
  }
  const openPool = (settings: pg.PoolConfig) => {
    const pool = new pg.Pool({ connectionString: url, options: `-c search_path=${SCHEMA}`, keepAlive: true, ...settings });
    const report = (error: Error) => logger.debug({ code: 'queue.postgres-error', error: error.message });
    pool.on('error', report);
    // A connection that is cut in its first moment says so before BullMQ can listen, which would end the process.
    pool.on('connect', (connection) => connection.on('error', report));
    return pool;
  };
  const producers = openPool({ max: 4, connectionTimeoutMillis: SILENCE_MS, query_timeout: SILENCE_MS });
  return {
    classes: withBackend(createPostgresBackend) as unknown as BackendClasses<IQueueBackend, pg.Pool>,
    producerConnection: producers,
    // A pool of ours, since a connection that BullMQ opens itself to listen has that moment in which nobody does.
    openConsumerConnection: () => {
      const sockets = new Set<Socket>();
      const stream = () => {
        const socket = new Socket();
        sockets.add(socket.once('close', () => sockets.delete(socket)));
        return socket;
      };
      const connection = openPool({ max: 5, stream });
      const drop = () => {
        if (!connection.ending) void connection.end();
        // The pool waits for what is still in use, which may be a connection that is silent for ever.
        for (const socket of sockets) socket.destroy();
      };
      return { connection, drop };
    },
    refuseUnfit: () => undefined,
    ping: async () => {
      try {
        await producers.query('select 1');
      } catch (cause) {
        throw new QueueUnavailableError('Postgres does not answer.', { cause });
      }
    },
    close: () => producers.end(),
  };
}
