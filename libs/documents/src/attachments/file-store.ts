import { newId } from '#foundation';
import { fileTypeFromFile } from 'file-type';
import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { AttachmentTooLargeError, AttachmentEmptyError } from './errors.js';

/** Finds one stored file. */
export interface FileKey {
  readonly id: string;
  /** Lower-case hex. */
  readonly sha256: string;
}

export interface StoredFile extends FileKey {
  readonly sizeBytes: number;
  /** Found in the content; undefined where nothing known was found. */
  readonly mediaType: string | undefined;
}

/** A file of its own, for nobody else on the machine to read, and on the disk before it counts as written. */
const ARRIVING_FILE = { flags: 'wx', mode: 0o600, flush: true };

/**
 * Files in one folder, `<root>/<first two of the checksum>/<checksum>.<id>`: the path comes from the content and our own
 * id, never from a name that somebody sent. Equal uploads stay two files, so removing one never takes the other.
 * A file appears under its path only when it is whole and on the disk.
 */
export class FileStore {
  constructor(
    private readonly root: string,
    private readonly limitBytes: number,
  ) {}

  /**
   * Streams an upload to the disk; whatever goes wrong, nothing of it stays.
   * @throws AttachmentTooLargeError as soon as the limit is passed, without reading the rest
   * @throws AttachmentEmptyError
   */
  async write(source: AsyncIterable<Uint8Array>): Promise<StoredFile> {
    const id = newId();
    const arriving = join(this.root, 'arriving', id);
    await mkdir(join(this.root, 'arriving'), { recursive: true });
    try {
      const content = new ContentMeter(this.limitBytes);
      await pipeline(source, (chunks) => content.through(chunks), createWriteStream(arriving, ARRIVING_FILE));
      if (content.sizeBytes === 0) throw new AttachmentEmptyError();
      const stored = {
        id,
        sha256: content.sha256(),
        sizeBytes: content.sizeBytes,
        mediaType: sniff((await fileTypeFromFile(arriving))?.mime, content.isText()),
      };
      await this.settle(arriving, stored);
      return stored;
    } catch (error) {
      await rm(arriving, { force: true });
      throw error;
    }
  }

  /** Opens a file for reading. Rejects with ENOENT when it is not there, before any byte is sent. */
  async read(key: FileKey): Promise<Readable> {
    const handle = await open(this.pathOf(key));
    return handle.createReadStream();
  }

  async remove(key: FileKey): Promise<void> {
    await rm(this.pathOf(key), { force: true });
  }

  /** A rename, and a new folder, only last once the folder around them is on the disk. */
  private async settle(arriving: string, key: FileKey): Promise<void> {
    const folder = this.folderOf(key);
    const folderIsNew = (await mkdir(folder, { recursive: true })) !== undefined;
    await rename(arriving, this.pathOf(key));
    await flushFolder(folder);
    if (folderIsNew) await flushFolder(this.root);
  }

  private folderOf({ sha256 }: FileKey): string {
    return join(this.root, sha256.slice(0, 2));
  }

  private pathOf(key: FileKey): string {
    return join(this.folderOf(key), `${key.sha256}.${key.id}`);
  }
}

async function flushFolder(path: string): Promise<void> {
  const handle = await open(path);
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** A text that begins with `BM` (biểu mẫu) looks like a bitmap; no picture, sound or film is readable text throughout. */
function sniff(magic: string | undefined, isText: boolean): string | undefined {
  if (isText && (magic === undefined || /^(image|audio|video)\//.test(magic))) return 'text/plain';
  return magic;
}

/** Measures content as it streams by: size against the limit, checksum, and whether it is readable text. */
class ContentMeter {
  sizeBytes = 0;
  private readonly hash = createHash('sha256');
  private readonly decoder = new TextDecoder('utf-8', { fatal: true });
  private text = true;

  constructor(private readonly limitBytes: number) {}

  async *through(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    for await (const chunk of chunks) {
      this.sizeBytes += chunk.byteLength;
      if (this.sizeBytes > this.limitBytes) throw new AttachmentTooLargeError(this.limitBytes);
      this.hash.update(chunk);
      this.text &&= this.decodes(() => this.decoder.decode(chunk, { stream: true }));
      yield chunk;
    }
  }

  sha256(): string {
    return this.hash.digest('hex');
  }

  /** UTF-8 to the last byte, without control characters other than those of lines and pages. */
  isText(): boolean {
    return this.text && this.decodes(() => this.decoder.decode());
  }

  private decodes(decode: () => string): boolean {
    try {
      return !/[\u0000-\u0008\u000e-\u001f\u007f]/.test(decode());
    } catch {
      return false;
    }
  }
}
