import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { openTestOffice, type TestOffice } from '../../../../test/support/office.js';
import type { Attachment } from '../attachments/get-attachment.query.js';
import { receiveAttachment } from '../attachments/receive-attachment.js';
import { FileStore } from '../storage/file-store.js';
import { FolderStorage } from '../storage/folder-storage.js';

/** An office that takes uploads into a folder of its own. Close it in `afterAll`. */
export interface FileOffice extends TestOffice {
  readonly folder: string;
  readonly store: FileStore;
  /** Uploads in the name of vanthu. */
  receive(content: Buffer | AsyncIterable<Uint8Array>, fileName?: string, options?: UploadOptions): Promise<Attachment>;
  /** Paths of all files below the folder. */
  filesInFolder(): Promise<string[]>;
  /** Removes all uploads with their files. */
  clear(): Promise<void>;
}

export interface UploadOptions {
  readonly declaredType?: string;
  readonly replaces?: string;
}

export async function openFileOffice({ limitBytes = 2_000_000 }: { limitBytes?: number } = {}): Promise<FileOffice> {
  const office = await openTestOffice();
  const folder = await mkdtemp(join(tmpdir(), 'congvan-files-'));
  const store = new FileStore({ storage: new FolderStorage(folder), folder, limitBytes });
  return {
    ...office,
    folder,
    store,
    receive: (content, fileName = 'scan', options = {}) =>
      receiveAttachment(
        { ...office, store },
        { fileName, ...options, content: Buffer.isBuffer(content) ? Readable.from([content]) : content },
        office.as('vanthu'),
      ),
    filesInFolder: async () => {
      const entries = await readdir(folder, { recursive: true, withFileTypes: true });
      return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
    },
    clear: async () => {
      await office.database.query('delete from attachment');
      await rm(folder, { recursive: true, force: true });
    },
    close: async () => {
      await office.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
