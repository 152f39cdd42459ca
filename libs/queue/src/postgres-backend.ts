import { createPostgresBackend, type IQueueBackend, runMigrations, withBackend } from 'bullmq';
import type { BackendClasses } from 'bullmq';
import pg from 'pg';
import type { Logger } from '#foundation';
import type { BullmqBackend } from './bullmq-backend.js';
import { QueueUnavailableError } from './errors.js';

/** BullMQ's own tables live apart from ours, in the schema that BullMQ takes for granted in a pool. */
const SCHEMA = 'bullmq';
/** A producer's query that has no answer after so long is given up, together with its connection. */
const SILENCE_MS = 3_000;

/** What BullMQ's Postgres backend takes: a pool to share, or the settings of one of its own. */
type PostgresConnection = pg.Pool | (pg.PoolConfig & { readonly schema: string });

/**
 * BullMQ on its Postgres tables, for an office that runs no Redis.
 * @throws QueueUnavailableError when Postgres does not answer.
 */
export async function connectPostgresBackend(url: string, logger: Logger): Promise<BullmqBackend<PostgresConnection>> {
  const client = new pg.Client({ connectionString: url });
  try {
    await client.connect();
    await runMigrations(client, SCHEMA);
  } catch (cause) {
    throw new QueueUnavailableError(`Cannot prepare the delivery tables in Postgres: ${(cause as Error).message}`, { cause });
  } finally {
    await client.end();
  }
  const producers = new pg.Pool({
    connectionString: url,
    options: `-c search_path=${SCHEMA}`,
    max: 4,
    connectionTimeoutMillis: SILENCE_MS,
    query_timeout: SILENCE_MS,
    keepAlive: true,
  });
  producers.on('error', (error) => logger.debug({ code: 'queue.postgres-error', error: error.message }));
  return {
    classes: withBackend(createPostgresBackend) as unknown as BackendClasses<IQueueBackend, PostgresConnection>,
    producerConnection: producers,
    // The worker opens what it needs and closes it; a worker that is replaced leaves its connections behind.
    openConsumerConnection: () => ({
      connection: { connectionString: url, schema: SCHEMA, max: 4, keepAlive: true },
      drop: () => undefined,
    }),
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
