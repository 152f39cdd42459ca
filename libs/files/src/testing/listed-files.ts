import type { FileStorage, ListedFile } from '../storage/file-storage.js';

/** All that a storage lists, in order of the keys. */
export async function listedFiles(storage: FileStorage): Promise<ListedFile[]> {
  const files: ListedFile[] = [];
  for await (const file of storage.list()) files.push(file);
  return files.toSorted((a, b) => (a.key < b.key ? -1 : 1));
}
