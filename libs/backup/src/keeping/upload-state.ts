import { FileMissingError, type FileStorage, readStorageKey } from '#files';
import { createHash } from 'node:crypto';

/** What the file storage has of an upload: that which was uploaded, nothing, or something else, as where it was cut or spoilt. */
export type UploadState = 'whole' | 'missing' | 'wrong-checksum';

/** Reads an upload to its end: its key holds the checksum of what was uploaded under it. @throws StorageUnavailableError */
export async function uploadState(storage: FileStorage, key: string): Promise<UploadState> {
  const hash = createHash('sha256');
  try {
    for await (const chunk of await storage.read(key)) hash.update(chunk as Uint8Array);
  } catch (error) {
    if (error instanceof FileMissingError) return 'missing';
    throw error;
  }
  return hash.digest('hex') === readStorageKey(key)?.sha256 ? 'whole' : 'wrong-checksum';
}
