import { readStorageKey } from '#files';
import type { Finding } from '#foundation';
import { underBackupLock } from '../backup-lock.js';
import { type BackupTools, openBackupFolder } from '../create-backup.js';
import { BackupDamagedError, type LostUpload, RestoreDiffersError, UploadsLostError } from '../errors.js';
import type { BackupFolder } from '../keeping/backup-folder.js';
import { acceptedAmong } from '../keeping/accepted-losses.js';
import { lastVerified } from '../keeping/prune-backups.js';
import { readStored } from '../keeping/stored-file.js';
import { uploadState } from '../keeping/upload-state.js';
import type { Manifest } from '../manifest.js';
import { refuseNewer } from './refuse-newer.js';
import { restoreDatabase, type RestoreSource } from './restore-database.js';
import type { RestoreOptions } from './restore-backup.js';
import { openScratchDatabase } from './scratch-database.js';

export interface TrialOptions extends RestoreOptions {
  /** Keys of uploads that somebody has said are gone for good; a backup without them passes. */
  readonly acceptedLosses?: readonly string[];
}

/**
 * Tries a backup: restores it into a database that is thrown away, compares every table, and reads every upload of it. What
 * passes is marked in its folder. An upload that the storage had lost fails it, until it is put back or the loss is accepted: once it
 * is, and the backup has passed, later ones pass without that upload too.
 * @throws BackupDamagedError, UploadsLostError, RestoreDiffersError, ScratchDatabaseError, BackupVersionError, BackupBusyError
 */
export async function verifyBackup(tools: BackupTools, name: string, options: TrialOptions): Promise<Manifest> {
  const folder = await openBackupFolder(tools);
  const manifest = await folder.read(name);
  refuseNewer(manifest);
  const source = { folder, name, manifest };
  try {
    await tryRestore(tools, source, options);
    await readFiles(source, options);
  } catch (error) {
    if (error instanceof BackupDamagedError || error instanceof RestoreDiffersError) await folder.markFailed(name);
    throw error;
  }
  const losses = await unacceptedLosses(tools, folder, { manifest, accepted: options.acceptedLosses ?? [] });
  // What the office alone lacks makes the backup no worse: it is the one that has it.
  if (losses.every(({ problem }) => problem === 'absent' || problem === 'spoilt')) {
    const [clock] = await tools.database.query<{ now: string }>('select business_now() as now');
    await folder.markVerified(name, clock!.now);
  }
  if (losses.length > 0) throw new UploadsLostError(name, losses);
  return manifest;
}

async function tryRestore(tools: BackupTools, source: RestoreSource, options: TrialOptions): Promise<void> {
  await underBackupLock(tools.databaseUrl, async (session) => {
    const scratch = await openScratchDatabase(session, tools.databaseUrl, tools.scratchUrl);
    // What becomes of the schema of a trial is no news of the office.
    const logger = options.logger.child({ trial: source.name }, { level: 'warn' });
    try {
      await restoreDatabase(source, { ...options, logger, url: scratch.url });
    } finally {
      await scratch.dispose();
    }
  });
}

/** What the storage had lost and nobody has accepted: now, by name before, or with the last backup that has passed. */
async function unacceptedLosses(
  tools: BackupTools,
  folder: BackupFolder,
  { manifest, accepted }: { readonly manifest: Manifest; readonly accepted: readonly string[] },
): Promise<LostUpload[]> {
  const lost: LostUpload[] = [...manifest.lost];
  for (const key of [...manifest.absent, ...manifest.spoilt]) {
    const problem = await problemOf(tools, key);
    if (problem !== undefined) lost.push({ key, problem });
  }
  if (lost.length === 0) return [];
  const former = await lastVerified(folder);
  const missedBefore = former === undefined ? [] : await folder.read(former).then(({ lost }) => lost.map(({ key }) => key), () => []);
  const known = new Set([...accepted, ...missedBefore, ...(await acceptedAmong(tools.database, lost.map(({ key }) => key)))]);
  return lost.filter(({ key }) => !known.has(key));
}

/** What is still wrong in the office with an upload that this backup has: somebody may have put it back, or removed it with its row. */
async function problemOf({ database, files }: BackupTools, key: string): Promise<'absent' | 'spoilt' | undefined> {
  const state = await uploadState(files.storage, key);
  if (state === 'whole') return undefined;
  const rows = await database.query('select from attachment where id = $1 and content_removed_at is null', [readStorageKey(key)!.id]);
  if (rows.length === 0) return undefined;
  return state === 'missing' ? 'absent' : 'spoilt';
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
