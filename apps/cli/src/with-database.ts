import { Database } from '#database';
import { type Configuration, createLogger, type Logger } from '#foundation';
// Not over index.ts, which loads all of the office.
import { readSettings, startDatabaseServer } from '../../office/src/database-server.js';

/**
 * Runs work on the database of DATABASE_URL or, without that, on the one of `npm start` in this folder, which may be
 * running meanwhile; whatever its schema is.
 */
export function withDatabase<T>(work: (database: Database) => Promise<T>): Promise<T> {
  return withDatabaseServer(async ({ DATABASE_URL: url }, logger) => {
    const database = await Database.connect({ url, poolSize: 1, logger });
    return work(database).finally(() => database.close());
  });
}

/** The same for work that connects by itself, with the configuration that names the database. */
export async function withDatabaseServer<T>(
  work: (configuration: Configuration, logger: Logger) => Promise<T>,
): Promise<T> {
  const settings = readSettings({ LOG_LEVEL: 'warn', ...process.env });
  const server = await startDatabaseServer(settings, (line) => process.stderr.write(`${line}\n`));
  try {
    const configuration = { ...settings.configuration, DATABASE_URL: server.url };
    return await work(configuration, createLogger({ name: 'congvan-cli', level: configuration.LOG_LEVEL, toStandardError: true }));
  } finally {
    await server.stop();
  }
}
