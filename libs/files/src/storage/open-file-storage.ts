import { FolderStorage } from './folder-storage.js';
import type { FileStorage } from './file-storage.js';
import type { S3Settings } from './s3-storage.js';

/**
 * The storage that the settings ask for: the bucket where there is one, else the folder.
 * @throws StorageUnavailableError where the bucket cannot be reached
 */
export async function openFileStorage({ folder, s3 }: { folder: string; s3?: S3Settings }): Promise<FileStorage> {
  if (s3 === undefined) return new FolderStorage(folder);
  // The client takes half a second to load, which an office without it need not wait for.
  const { S3Storage } = await import('./s3-storage.js');
  return S3Storage.open(s3);
}
