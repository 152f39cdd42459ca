import type { FileStorage } from '#files';
import type { Finding } from '#foundation';
import { BackupDamagedError } from '../errors.js';
import { readStored } from '../keeping/stored-file.js';
import { uploadState } from '../keeping/upload-state.js';
import type { Manifest } from '../manifest.js';
import type { RestoreOptions } from './restore-backup.js';
import type { RestoreSource } from './restore-database.js';

/** Writes uploads into the storage, but for those that it has whole. @returns those that are damaged in the backup; the others are there */
export async function restoreFiles(
  { folder, name }: RestoreSource,
  storage: FileStorage,
  files: Manifest['files'],
  { onProgress, signal }: RestoreOptions,
): Promise<Finding[]> {
  const damaged: Finding[] = [];
  for (const [index, file] of files.entries()) {
    signal?.throwIfAborted();
    try {
      if ((await uploadState(storage, file.key)) !== 'whole') await storage.write(file.key, readStored(folder, name, file));
    } catch (error) {
      if (!(error instanceof BackupDamagedError)) throw error;
      damaged.push(...error.findings);
    }
    onProgress?.({ step: 'files', done: index + 1, all: files.length });
  }
  return damaged;
}
