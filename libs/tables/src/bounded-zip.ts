import { inflateRawSync } from 'node:zlib';
import { WorkbookUnreadableError } from './errors.js';

/** A workbook of an office has some dozen; its lists are a few MB of XML. */
const MOST_MEMBERS = 200;
const MOST_UNPACKED_BYTES = 30_000_000;

const END_MARK = 0x06054b50;
const END_BYTES = 22;
const DIRECTORY_MARK = 0x02014b50;
const LOCAL_MARK = 0x04034b50;
const DIRECTORY_BYTES = 46;
const LOCAL_BYTES = 30;
const STORED = 0;
const DEFLATED = 8;

/**
 * Unpacks a ZIP archive to nowhere, so that a reader which keeps all of it in memory may have it: what its directory says of
 * sizes is not believed. An archive with a comment is refused, since its end could be read in two ways.
 * @throws WorkbookUnreadableError for what is no archive, or one that is too much
 */
export function requireBoundedZip(archive: Buffer): void {
  try {
    look(archive);
  } catch (cause) {
    if (cause instanceof WorkbookUnreadableError) throw cause;
    throw new WorkbookUnreadableError('is damaged or no XLSX workbook', cause);
  }
}

function look(archive: Buffer): void {
  const end = archive.length - END_BYTES;
  if (end < 0 || archive.readUInt32LE(end) !== END_MARK) throw new WorkbookUnreadableError('is no XLSX workbook');
  const members = archive.readUInt16LE(end + 10);
  if (members > MOST_MEMBERS) throw new WorkbookUnreadableError(`has more than ${MOST_MEMBERS} parts`);
  let at = archive.readUInt32LE(end + 16);
  let left = MOST_UNPACKED_BYTES;
  for (let member = 0; member < members; member++) {
    if (archive.readUInt32LE(at) !== DIRECTORY_MARK) throw new WorkbookUnreadableError('has a damaged directory');
    left -= unpackedBytes(archive, at, left);
    at += DIRECTORY_BYTES + archive.readUInt16LE(at + 28) + archive.readUInt16LE(at + 30) + archive.readUInt16LE(at + 32);
  }
}

/** @param at where the directory tells of a member. @param most how much it may be */
function unpackedBytes(archive: Buffer, at: number, most: number): number {
  const [method, packed, local] = [archive.readUInt16LE(at + 10), archive.readUInt32LE(at + 20), archive.readUInt32LE(at + 42)];
  if (archive.readUInt32LE(local) !== LOCAL_MARK) throw new WorkbookUnreadableError('has a damaged part');
  const begin = local + LOCAL_BYTES + archive.readUInt16LE(local + 26) + archive.readUInt16LE(local + 28);
  const content = archive.subarray(begin, begin + packed);
  if (method !== STORED && method !== DEFLATED) throw new WorkbookUnreadableError('is packed in an unknown way');
  try {
    const size = method === STORED ? content.length : inflateRawSync(content, { maxOutputLength: most + 1 }).length;
    if (size <= most) return size;
  } catch (cause) {
    if ((cause as { code?: unknown }).code !== 'ERR_BUFFER_TOO_LARGE') throw cause;
  }
  throw new WorkbookUnreadableError(`unpacks to more than ${MOST_UNPACKED_BYTES} bytes`);
}
