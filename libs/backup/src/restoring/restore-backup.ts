import { migrateSchema, unknownMigrations } from '#database';
import type { FileStorage } from '#files';
import type { Finding, Logger } from '#foundation';
import { type BackupProgress, type BackupTools, openBackupFolder, underBackupLock } from '../create-backup.js';
import { BackupDamagedError, BackupVersionError } from '../errors.js';
import { readStored } from '../keeping/stored-file.js';
import type { Manifest } from '../manifest.js';
import { restoreDatabase, type RestoreSource } from './restore-database.js';
import { openScratchDatabase } from './scratch-database.js';

export interface TrialOptions {
  readonly logger: Logger;
  readonly onProgress?: (progress: BackupProgress) => void;
  readonly signal?: AbortSignal;
}

/**
 * Tries a backup: restores it into a database that is thrown away, compares every table, and reads every upload of it. What
 * passes is marked in its folder.
 * @throws BackupDamagedError, RestoreDiffersError, ScratchDatabaseError, BackupVersionError, BackupBusyError
 */
export async function verifyBackup(tools: BackupTools, name: string, options: TrialOptions): Promise<Manifest> {
  const folder = await openBackupFolder(tools);
  const manifest = await folder.read(name);
  refuseNewer(manifest);
  refuseLost(name, manifest);
  const source = { folder, name, manifest };
  await underBackupLock(tools.databaseUrl, async (session) => {
    const scratch = await openScratchDatabase(session, tools.databaseUrl, tools.scratchUrl);
    try {
      await restoreDatabase(source, { ...options, url: scratch.url });
    } finally {
      await scratch.dispose();
    }
  });
  await readFiles(source, options);
  const [clock] = await tools.database.query<{ now: string }>('select business_now() as now');
  await folder.markVerified(name, clock!.now);
  return manifest;
}

export interface RestoreTools extends Pick<BackupTools, 'folder' | 'keyFile'> {
  /** Empty, of the office to be. */
  readonly targetUrl: string;
  readonly storage: FileStorage;
}

/**
 * Restores a backup for good: into an empty database, and its uploads into the file storage. Then the schema is brought up to
 * this program's.
 * @throws RestoreTargetError, BackupDamagedError, RestoreDiffersError, BackupVersionError
 */
export async function restoreBackup(tools: RestoreTools, name: string, options: TrialOptions): Promise<Manifest> {
  const folder = await openBackupFolder(tools);
  const manifest = await folder.read(name);
  refuseNewer(manifest);
  const source = { folder, name, manifest };
  await restoreDatabase(source, { ...options, url: tools.targetUrl });
  for (const [index, file] of manifest.files.entries()) {
    if (!(await tools.storage.exists(file.key))) await tools.storage.write(file.key, readStored(folder, name, file));
    options.onProgress?.({ step: 'files', done: index + 1, all: manifest.files.length });
  }
  await migrateSchema(tools.targetUrl, options.logger);
  return manifest;
}

function refuseNewer({ migrations, program }: Manifest): void {
  const unknown = unknownMigrations(migrations);
  if (unknown.length > 0) throw new BackupVersionError(program, unknown);
}

function refuseLost(name: string, { lost }: Manifest): void {
  if (lost.length === 0) return;
  const what = { missing: 'was not in the file storage when the backup was made', 'wrong-checksum': 'was not what had been uploaded when the backup was made' };
  throw new BackupDamagedError(lost.map(({ key, problem }): Finding => ({ where: `${name}: upload ${key}`, what: what[problem], code: problem })));
}

/** Every one to its end, where its checksum is compared; all that are wrong are told at once. */
async function readFiles({ folder, name, manifest }: RestoreSource, { onProgress, signal }: TrialOptions): Promise<void> {
  const findings: Finding[] = [];
  for (const [index, file] of manifest.files.entries()) {
    signal?.throwIfAborted();
    try {
      for await (const _ of readStored(folder, name, file));
    } catch (error) {
      if (!(error instanceof BackupDamagedError)) throw error;
      findings.push(...error.findings);
    }
    onProgress?.({ step: 'files', done: index + 1, all: manifest.files.length });
  }
  if (findings.length > 0) throw new BackupDamagedError(findings);
}
