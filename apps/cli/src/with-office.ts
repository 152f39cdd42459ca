import { Office } from '../../office/src/index.js';
import { withDatabaseServer } from './with-database.js';

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
