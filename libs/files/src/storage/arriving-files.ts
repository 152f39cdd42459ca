import { newId } from '#foundation';
import { mkdir, opendir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { fileTypeFromFile } from 'file-type';
import { AttachmentEmptyError, AttachmentNotUtf8Error } from '../errors.js';
import { ContentMeter } from '../inspection/content-meter.js';
import type { FileKey } from './file-storage.js';
import { writeNewFile } from './write-new-file.js';

/** Folder for what is on its way: nobody has inspected it, or it is not whole yet. */
export const ARRIVING = 'arriving';

/** An upload on the disk of this machine, whole and measured. */
export interface ArrivedFile extends FileKey {
  /** Of its content, for whoever inspects it. */
  readonly path: string;
  readonly sizeBytes: number;
  /** Found in the content; undefined where nothing known was found. */
  readonly mediaType: string | undefined;
}

/** Uploads between the network and the storage, in `<folder>/arriving`: each is removed there once it is kept or refused. */
export class ArrivingFiles {
  private readonly folder: string;

  constructor(
    root: string,
    private readonly limitBytes: number,
  ) {
    this.folder = join(root, ARRIVING);
  }

  /**
   * Streams an upload to the disk; whatever goes wrong, nothing of it stays.
   * @throws AttachmentTooLargeError as soon as the limit is passed, without reading the rest
   * @throws AttachmentEmptyError, AttachmentNotUtf8Error, AttachmentInfectedError
   */
  async take(source: AsyncIterable<Uint8Array>): Promise<ArrivedFile> {
    const id = newId();
    const path = await this.newPath(id);
    const content = new ContentMeter(this.limitBytes);
    await writeNewFile(path, content.through(source));
    try {
      if (content.sizeBytes === 0) throw new AttachmentEmptyError();
      if (content.isUtf16()) throw new AttachmentNotUtf8Error();
      const mediaType = sniff((await fileTypeFromFile(path))?.mime, content.isText());
      return { id, path, sha256: content.sha256(), sizeBytes: content.sizeBytes, mediaType };
    } catch (error) {
      await rm(path, { force: true });
      throw error;
    }
  }

  /** A path in the folder, which is made where it is missing; whoever writes a file there removes it. */
  async newPath(id = newId()): Promise<string> {
    await mkdir(this.folder, { recursive: true });
    return join(this.folder, id);
  }

  /** Removes what a crash has left, written before this instant (ISO 8601). Gives the number of files. */
  async removeForgotten(before: string): Promise<number> {
    await mkdir(this.folder, { recursive: true });
    let removed = 0;
    for await (const { name } of await opendir(this.folder)) {
      const path = join(this.folder, name);
      const found = await stat(path).catch(() => undefined);
      if (found === undefined || found.mtime.toISOString() >= before) continue;
      await rm(path, { force: true });
      removed++;
    }
    return removed;
  }
}

/** A text that begins with `BM` (biểu mẫu) looks like a bitmap; no picture, sound or film is readable text throughout. */
function sniff(magic: string | undefined, isText: boolean): string | undefined {
  if (isText && (magic === undefined || /^(image|audio|video)\//.test(magic))) return 'text/plain';
  return magic;
}
