import { type BackupCheckTools, type BackupProgress } from '#backup';
import { Database } from '#database';
import { backupToolsOf } from '../../../office/src/office-backups.js';
import { openFileStore } from '../../../office/src/open-file-store.js';
import { withDatabaseServer } from '../with-database.js';

/** Runs work on the backups of the settings, and on the database whatever its schema is. */
export function withBackups<T>(work: (tools: BackupCheckTools) => Promise<T>): Promise<T> {
  return withDatabaseServer(async (configuration, logger) => {
    const files = await openFileStore(configuration);
    const database = await Database.connect({ url: configuration.DATABASE_URL, poolSize: 2, logger });
    return work(backupToolsOf({ configuration, database, files, logger })).finally(() => database.close());
  });
}

const PROGRESS_MS = 1_000;
const NAMES = { tables: 'tables saved', files: 'uploads', restore: 'tables restored' } as const;

/** How far it is, once a second, on standard error. */
export function progressLine(): (progress: BackupProgress) => void {
  let next = performance.now() + PROGRESS_MS;
  return ({ step, done, all }) => {
    if (performance.now() < next && done < all) return;
    next = performance.now() + PROGRESS_MS;
    process.stderr.write(`${done} of ${all} ${NAMES[step]} …\n`);
  };
}
