import { underBackupLock } from '../backup-lock.js';
import { type BackupTools, openBackupFolder } from '../create-backup.js';
import { type Manifest, sizeOf } from '../manifest.js';
import type { BackupFolder } from './backup-folder.js';

export interface ListedBackup {
  readonly name: string;
  /** Null: never. */
  readonly verifiedAt: string | null;
  /** Undefined where it cannot be read: `problem` says why. */
  readonly manifest?: Manifest;
  readonly problem?: string;
}

/** All backups of the folder, the latest first. @throws BackupSettingsError */
export async function listBackups(tools: Pick<BackupTools, 'folder' | 'keyFile'>): Promise<ListedBackup[]> {
  const folder = await openBackupFolder(tools);
  const listed: ListedBackup[] = [];
  for (const name of await folder.names()) {
    const verifiedAt = await folder.verifiedAt(name);
    try {
      listed.push({ name, verifiedAt, manifest: await folder.read(name) });
    } catch (error) {
      listed.push({ name, verifiedAt, problem: (error as Error).message });
    }
  }
  return listed;
}

export interface Retention {
  /** So many of the latest stay. */
  readonly keep: number;
}

/**
 * Removes all but the latest backups, and never the latest one of which a restore was tried: until a younger one has passed, it
 * is the only one that is known to work. @returns names of those removed
 */
export async function pruneBackups(tools: BackupTools, { keep }: Retention): Promise<string[]> {
  const folder = await openBackupFolder(tools);
  return underBackupLock(tools.databaseUrl, async () => {
    const names = await folder.names();
    const proven = await lastVerified(folder);
    const removed = names.slice(keep).filter((name) => name !== proven);
    for (const name of removed) await folder.remove(name);
    return removed;
  });
}

/** Name of the latest that has passed its trial. */
export async function lastVerified(folder: BackupFolder): Promise<string | undefined> {
  for (const name of await folder.names()) if ((await folder.verifiedAt(name)) !== null) return name;
  return undefined;
}

/** One line of a list: name, size, and whether it was tried. */
export function describeBackup({ name, verifiedAt, manifest, problem }: ListedBackup): string {
  if (manifest === undefined) return `${name}  ${problem ?? ''}`;
  const { tables, rows, files, bytes } = sizeOf(manifest);
  const state = verifiedAt === null ? 'not verified' : `verified ${verifiedAt}`;
  const sealed = manifest.key === null ? '' : '  sealed';
  const lost = manifest.lost.length === 0 ? '' : `  ${manifest.lost.length} UPLOADS LOST`;
  return `${name}  ${manifest.madeAt}  ${tables} tables  ${rows} rows  ${files} files  ${(bytes / 1e6).toFixed(1)} MB${sealed}  ${state}${lost}`;
}
