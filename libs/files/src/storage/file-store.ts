import { createReadStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { inspectContent } from '../inspection/inspect-content.js';
import { type Scanner, scanForViruses } from '../inspection/scan-for-viruses.js';
import { type ArrivedFile, ArrivingFiles } from './arriving-files.js';
import { type ByteRange, type FileKey, type FileStorage, storageKey } from './file-storage.js';

export interface FileStoreOptions {
  readonly storage: FileStorage;
  /** Of this machine, for uploads on their way. */
  readonly folder: string;
  readonly limitBytes: number;
  /** Absent: nothing looks for viruses. */
  readonly scanner?: Scanner;
}

/** What the office keeps of uploads: first on the disk of this machine, to be inspected there, then in the storage. */
export class FileStore {
  readonly storage: FileStorage;
  readonly arriving: ArrivingFiles;
  private readonly scanner: Scanner | undefined;

  constructor({ storage, folder, limitBytes, scanner }: FileStoreOptions) {
    this.storage = storage;
    this.arriving = new ArrivingFiles(folder, limitBytes);
    this.scanner = scanner;
  }

  /**
   * Opens what has arrived as what it is, and shows it to the virus scanner where there is one.
   * @throws AttachmentInfectedError, AttachmentArchiveBombError, AttachmentDamagedError, AttachmentWithoutPagesError,
   *   ScannerUnavailableError
   */
  async inspect(arrived: ArrivedFile): Promise<void> {
    await inspectContent(arrived, () => this.arriving.newPath());
    if (this.scanner !== undefined) await scanForViruses(arrived.path, this.scanner);
  }

  /** Keeps what has arrived and was found harmless. @throws StorageUnavailableError */
  async keep(arrived: ArrivedFile): Promise<void> {
    await this.storage.write(storageKey(arrived), createReadStream(arrived.path));
  }

  /** Removes the copy on the disk of this machine. */
  async forget(arrived: ArrivedFile): Promise<void> {
    await rm(arrived.path, { force: true });
  }

  /** Opens a file, or a part of it that lies within it. @throws FileMissingError, StorageUnavailableError */
  read(file: FileKey, range?: ByteRange): Promise<Readable> {
    return this.storage.read(storageKey(file), range);
  }

  /** @throws StorageUnavailableError */
  remove(file: FileKey): Promise<void> {
    return this.storage.remove(storageKey(file));
  }
}
