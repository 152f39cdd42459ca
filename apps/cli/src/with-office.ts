import { Database } from '#database';
import { type Configuration, createLogger, type Logger } from '#foundation';
import { Office, readSettings, startDatabaseServer } from '../../office/src/index.js';

/**
 * Runs work on the office of DATABASE_URL or, without that, on the one of `npm start` in this folder, which may be
 * running meanwhile.
 */
export function withOffice<T>(work: (office: Office) => Promise<T>): Promise<T> {
  return withDatabaseServer(async (configuration, logger) => {
    const office = await Office.open({ configuration, logger });
    return work(office).finally(() => office.close());
  });
}

/** The same on its database alone, whatever its schema is. */
export function withDatabase<T>(work: (database: Database) => Promise<T>): Promise<T> {
  return withDatabaseServer(async ({ DATABASE_URL: url }, logger) => {
    const database = await Database.connect({ url, poolSize: 1, logger });
    return work(database).finally(() => database.close());
  });
}

async function withDatabaseServer<T>(work: (configuration: Configuration, logger: Logger) => Promise<T>): Promise<T> {
  const settings = readSettings({ LOG_LEVEL: 'warn', ...process.env });
  const server = await startDatabaseServer(settings, (line) => process.stderr.write(`${line}\n`));
  try {
    const configuration = { ...settings.configuration, DATABASE_URL: server.url };
    return await work(configuration, createLogger({ name: 'congvan-cli', level: configuration.LOG_LEVEL }));
  } finally {
    await server.stop();
  }
}
