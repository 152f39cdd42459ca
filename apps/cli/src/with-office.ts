import { createLogger } from '#foundation';
import { Office, readSettings, startDatabaseServer } from '../../office/src/index.js';

/**
 * Runs work on the office of DATABASE_URL or, without that, on the one of `npm start` in this folder, which may be
 * running meanwhile.
 */
export async function withOffice<T>(work: (office: Office) => Promise<T>): Promise<T> {
  const settings = readSettings({ LOG_LEVEL: 'warn', ...process.env });
  const server = await startDatabaseServer(settings, (line) => process.stderr.write(`${line}\n`));
  try {
    const configuration = { ...settings.configuration, DATABASE_URL: server.url };
    const office = await Office.open({
      configuration,
      logger: createLogger({ name: 'congvan-cli', level: configuration.LOG_LEVEL }),
    });
    try {
      return await work(office);
    } finally {
      await office.close();
    }
  } finally {
    await server.stop();
  }
}
