import { CongvanError } from '#foundation';
import { rm, stat } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { type Entry, openPromise, type ZipFile } from 'yauzl';
import { AttachmentArchiveBombError, AttachmentDamagedError } from '../errors.js';
import { writeNewFile } from '../storage/write-new-file.js';
import { InfectionFinder } from './infection-finder.js';

/** Real documents of 50 MB have some thousands: a presentation with a picture on each page. */
const MAX_MEMBERS = 10_000;
/** All members of all levels together. */
const MAX_UNPACKED_BYTES = 500_000_000;
/** Deflate reaches 1,032; text of documents stays below 50, wide empty tables come to 100. */
const MAX_RATIO = 200;
/** Below this no ratio matters. */
const HARMLESS_BYTES = 10_000_000;
/** A document, a table within it, and once more. */
const MAX_DEPTH = 3;

const ARCHIVE_MARK = Buffer.from([0x50, 0x4b, 0x03, 0x04]);

/**
 * Unpacks an archive to nowhere: every member, also of archives within, streams by and is counted and searched. What its
 * directory says of sizes is not believed, and the sum counts where members share their bytes.
 * @throws AttachmentArchiveBombError, AttachmentInfectedError, AttachmentDamagedError
 */
export async function inspectArchive(path: string, newPath: () => Promise<string>): Promise<void> {
  await new Inspection((await stat(path)).size, newPath).look(path, 1);
}

class Inspection {
  private members = 0;
  private unpackedBytes = 0;

  constructor(
    private readonly packedBytes: number,
    private readonly newPath: () => Promise<string>,
  ) {}

  async look(path: string, depth: number): Promise<void> {
    if (depth > MAX_DEPTH) throw new AttachmentArchiveBombError(`holds archives more than ${MAX_DEPTH} deep in one another`);
    try {
      const archive = await openPromise(path);
      // What the directory says is not believed when it is little, but saves the reading when it is much.
      if (this.members + archive.entryCount > MAX_MEMBERS) {
        archive.close();
        throw tooManyMembers();
      }
      for await (const entry of archive.eachEntry()) await this.lookAtMember(archive, entry, depth);
    } catch (error) {
      if (error instanceof CongvanError) throw error;
      throw new AttachmentDamagedError(`is no archive that can be read: ${(error as Error).message}`, error);
    }
  }

  private async lookAtMember(archive: ZipFile, entry: Entry, depth: number): Promise<void> {
    if (++this.members > MAX_MEMBERS) throw tooManyMembers();
    if (entry.fileName.endsWith('/')) return;
    if (entry.isEncrypted()) throw new AttachmentDamagedError(`has an encrypted member (${entry.fileName})`);
    const content = this.counted(await archive.openReadStreamPromise(entry));
    const { value: first, done } = await content.next();
    if (done) return;
    if (first.subarray(0, ARCHIVE_MARK.length).equals(ARCHIVE_MARK)) await this.lookInside(first, content, depth);
    else for await (const _ of content);
  }

  /** An archive is read from its end, so one within another must lie on the disk. */
  private async lookInside(first: Uint8Array, rest: AsyncIterable<Uint8Array>, depth: number): Promise<void> {
    const path = await this.newPath();
    const whole = async function* () {
      yield first;
      yield* rest;
    };
    await writeNewFile(path, whole());
    try {
      await this.look(path, depth + 1);
    } finally {
      await rm(path, { force: true });
    }
  }

  private async *counted(content: Readable): AsyncGenerator<Buffer, undefined> {
    const infection = new InfectionFinder();
    for await (const chunk of content as AsyncIterable<Buffer>) {
      this.unpackedBytes += chunk.byteLength;
      this.refuseTooMuch();
      infection.look(chunk);
      yield chunk;
    }
  }

  private refuseTooMuch(): void {
    if (this.unpackedBytes > MAX_UNPACKED_BYTES) {
      throw new AttachmentArchiveBombError(`unpacks to more than ${MAX_UNPACKED_BYTES} bytes`);
    }
    if (this.unpackedBytes > HARMLESS_BYTES && this.unpackedBytes > MAX_RATIO * this.packedBytes) {
      throw new AttachmentArchiveBombError(`unpacks to more than ${MAX_RATIO} times its size`);
    }
  }
}

function tooManyMembers(): AttachmentArchiveBombError {
  return new AttachmentArchiveBombError(`has more than ${MAX_MEMBERS} members`);
}
