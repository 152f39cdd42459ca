import { createPostgresBackend, type IQueueBackend, runMigrations, withBackend } from 'bullmq';
import type { BackendClasses } from 'bullmq';
import pg from 'pg';
import type { Logger } from '#foundation';
import type { BullmqBackend } from './bullmq-queue.js';
import { QueueUnavailableError } from './errors.js';

/** BullMQ's own tables live apart from ours. */
const SCHEMA = 'bullmq';

interface PostgresConnection {
  readonly connectionString: string;
  readonly schema: string;
  readonly max: number;
}

/**
 * BullMQ on its Postgres tables, for an office that runs no Redis.
 * @throws QueueUnavailableError when Postgres does not answer.
 */
export async function connectPostgresBackend(
  url: string,
  prefix: string,
  logger: Logger,
): Promise<BullmqBackend<PostgresConnection>> {
  const client = new pg.Client({ connectionString: url });
  try {
    await client.connect();
    await runMigrations(client, SCHEMA);
  } catch (cause) {
    throw new QueueUnavailableError(`Cannot prepare the delivery tables in Postgres: ${(cause as Error).message}`, { cause });
  } finally {
    await client.end();
  }
  const probe = new pg.Pool({ connectionString: url, max: 1 });
  probe.on('error', (error) => logger.debug({ code: 'queue.postgres-error', error: error.message }));
  const connection = { connectionString: url, schema: SCHEMA, max: 4 };
  return {
    classes: withBackend(createPostgresBackend) as unknown as BackendClasses<IQueueBackend, PostgresConnection>,
    producerConnection: connection,
    consumerConnection: connection,
    prefix,
    ping: async () => {
      try {
        await probe.query('select 1');
      } catch (cause) {
        throw new QueueUnavailableError('Postgres does not answer.', { cause });
      }
    },
    close: () => probe.end(),
  };
}
