import { BulkSession } from '#database';
import { BackupBusyError } from './errors.js';

/** Held by whoever makes, tries or prunes backups of one database; an arbitrary constant, the same in all versions. */
const BACKUP_LOCK = 7_201_361;

/** Runs work that nobody else does meanwhile for this database. @throws BackupBusyError */
export async function underBackupLock<T>(databaseUrl: string, work: (session: BulkSession) => Promise<T>): Promise<T> {
  const session = await BulkSession.open(databaseUrl);
  try {
    if (!(await takeBackupLock(session))) throw new BackupBusyError();
    return await work(session);
  } finally {
    await session.close();
  }
}

/** Takes the lock of the database that a session is on, for as long as the session lasts. @returns false where somebody has it */
export async function takeBackupLock(session: BulkSession): Promise<boolean> {
  const [lock] = await session.query<{ free: boolean }>(`select pg_try_advisory_lock(${BACKUP_LOCK}) as free`);
  return lock!.free;
}
