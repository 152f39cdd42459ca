import { BulkSession, migrateSchema } from '#database';
import { type FileStorage, type FileKey, storageKey } from '#files';
import type { Finding, Logger } from '#foundation';
import { type BackupProgress, type BackupTools, openBackupFolder } from '../create-backup.js';
import { describeLosses, RestoreTargetError } from '../errors.js';
import { uploadState } from '../keeping/upload-state.js';
import type { Manifest } from '../manifest.js';
import { refuseNewer } from './refuse-newer.js';
import { restoreDatabase } from './restore-database.js';
import { restoreFiles } from './restore-files.js';

export interface RestoreTools extends Pick<BackupTools, 'folder' | 'keyFile'> {
  /** Of the office to be: empty. For the uploads alone: of the office that lacks them. */
  readonly targetUrl: string;
  readonly storage: FileStorage;
}

export interface RestoreOptions {
  readonly logger: Logger;
  readonly onProgress?: (progress: BackupProgress) => void;
  readonly signal?: AbortSignal;
}

export interface Restored {
  readonly manifest: Manifest;
  /** Uploads that are not there afterwards, or not whole. */
  readonly missing: readonly Finding[];
}

/**
 * Restores a backup for good: into an empty database, whose schema is then brought up to this program's, and its uploads into the
 * file storage. An upload that is damaged keeps no other from coming.
 * @throws RestoreTargetError, BackupDamagedError of a table, RestoreDiffersError, BackupVersionError
 */
export async function restoreBackup(tools: RestoreTools, name: string, options: RestoreOptions): Promise<Restored> {
  const folder = await openBackupFolder(tools);
  const manifest = await folder.read(name);
  refuseNewer(manifest);
  const source = { folder, name, manifest };
  await restoreDatabase(source, { ...options, url: tools.targetUrl, forGood: true });
  await migrateSchema(tools.targetUrl, options.logger);
  const damaged = await restoreFiles(source, tools.storage, manifest.files, options);
  return { manifest, missing: [...describeLosses(name, manifest.lost), ...damaged] };
}

/**
 * Puts back into the file storage what it lacks of the uploads that a database has: after a restore that was broken off, or where
 * files were lost or spoilt. What was removed since, as a secret is, does not come back. Tells what the storage lacks then, whatever of it the
 * backup has: another one may have the rest.
 * @throws BackupDamagedError of the manifest, RestoreTargetError
 */
export async function restoreUploads(tools: RestoreTools, name: string, options: RestoreOptions): Promise<Restored> {
  const folder = await openBackupFolder(tools);
  const manifest = await folder.read(name);
  const wanted = await uploadsOf(tools.targetUrl);
  const files = manifest.files.filter(({ key }) => wanted.has(key));
  const damaged = await restoreFiles({ folder, name, manifest }, tools.storage, files, options);
  const missing = [...damaged];
  const tried = new Set(files.map(({ key }) => key));
  for (const key of wanted) {
    if (damaged.some(({ where }) => where.endsWith(key)) || tried.has(key)) continue;
    const state = await uploadState(tools.storage, key);
    if (state !== 'whole') missing.push({ where: `upload ${key}`, what: NOT_PUT_BACK[state] });
  }
  return { manifest, missing };
}

const NOT_PUT_BACK = {
  missing: 'is neither in the file storage nor in this backup',
  'wrong-checksum': 'is not what had been uploaded in the file storage, and not in this backup',
};

async function uploadsOf(url: string): Promise<Set<string>> {
  const session = await BulkSession.open(url);
  try {
    const [office] = await session.query<{ name: string; isOffice: boolean }>(`select current_database() as name, to_regclass('attachment') is not null as "isOffice"`);
    if (!office!.isOffice) throw new RestoreTargetError(`The database ${office!.name} is no office: it has no uploads. Name the one that lacks them, or leave --files-only.`);
    const rows = await session.query<FileKey>('select id, sha256 from attachment where content_removed_at is null');
    return new Set(rows.map(storageKey));
  } finally {
    await session.close();
  }
}
