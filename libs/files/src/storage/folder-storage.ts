import { newId } from '#foundation';
import { access, mkdir, open, opendir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import type { Readable } from 'node:stream';
import { FileMissingError } from '../errors.js';
import { ARRIVING } from './arriving-files.js';
import type { ByteRange, FileStorage, ListedFile } from './file-storage.js';
import { writeNewFile } from './write-new-file.js';

/** Files in one folder, which all machines of the office see. */
export class FolderStorage implements FileStorage {
  constructor(private readonly root: string) {}

  async write(key: string, content: AsyncIterable<Uint8Array>): Promise<void> {
    const unfinished = join(this.root, ARRIVING, newId());
    await mkdir(dirname(unfinished), { recursive: true });
    await writeNewFile(unfinished, content, { flush: true });
    try {
      await this.settle(unfinished, this.pathOf(key));
    } catch (error) {
      await rm(unfinished, { force: true });
      throw error;
    }
  }

  async read(key: string, range?: ByteRange): Promise<Readable> {
    try {
      return (await open(this.pathOf(key))).createReadStream(range);
    } catch (error) {
      throw isAbsence(error) ? new FileMissingError(key, error) : error;
    }
  }

  async exists(key: string): Promise<boolean> {
    try {
      await access(this.pathOf(key));
      return true;
    } catch (error) {
      if (isAbsence(error)) return false;
      throw error;
    }
  }

  async remove(key: string): Promise<void> {
    await rm(this.pathOf(key), { force: true });
  }

  async *list(): AsyncGenerator<ListedFile> {
    await mkdir(this.root, { recursive: true });
    for await (const entry of await opendir(this.root, { recursive: true })) {
      if (!entry.isFile()) continue;
      const path = join(entry.parentPath, entry.name);
      const found = await stat(path).catch(() => undefined);
      if (found === undefined) continue; // removed since
      const key = relative(this.root, path).split(sep).join('/');
      yield { key, sizeBytes: found.size, writtenAt: found.mtime.toISOString() };
    }
  }

  /** A rename, and a new folder, only last once the folder around them is on the disk. */
  private async settle(unfinished: string, path: string): Promise<void> {
    const folder = dirname(path);
    const folderIsNew = (await mkdir(folder, { recursive: true })) !== undefined;
    await rename(unfinished, path);
    await flushFolder(folder);
    if (folderIsNew) await flushFolder(this.root);
  }

  private pathOf(key: string): string {
    return join(this.root, ...key.split('/'));
  }
}

function isAbsence(error: unknown): boolean {
  return (error as NodeJS.ErrnoException).code === 'ENOENT';
}

async function flushFolder(path: string): Promise<void> {
  const handle = await open(path);
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
