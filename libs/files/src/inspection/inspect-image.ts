import { open } from 'node:fs/promises';
import { AttachmentWithoutPagesError } from '../errors.js';

/** Sizes stand at the beginning; of a photo behind its preview and colour profile. */
const READ_BYTES = 1_000_000;

/** Refuses a picture in which there is nothing to see. @throws AttachmentWithoutPagesError */
export async function inspectImage(path: string): Promise<void> {
  const head = await headOf(path);
  const size = sizeOf(head);
  if (size === undefined) throw new AttachmentWithoutPagesError('has no picture in it');
  const { width, height } = size;
  if (width === 0 || height === 0) throw new AttachmentWithoutPagesError(`is a picture of ${width} × ${height} points`);
}

async function headOf(path: string): Promise<Buffer> {
  const handle = await open(path);
  try {
    const { buffer, bytesRead } = await handle.read({ buffer: Buffer.alloc(READ_BYTES), position: 0 });
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}

interface Size {
  readonly width: number;
  readonly height: number;
}

/** In points; undefined where the picture is missing, `UNKNOWN` where it lies further on than was read. */
function sizeOf(head: Buffer): Size | undefined {
  try {
    if (head[0] === 0x89) return { width: head.readUInt32BE(16), height: head.readUInt32BE(20) };
    return head[0] === 0xff ? sizeOfJpeg(head) : sizeOfTiff(head);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return head.length === READ_BYTES ? UNKNOWN : undefined;
  }
}

const UNKNOWN: Size = { width: 1, height: 1 };

/**
 * Segment after segment to the frame (ITU-T T.81, B.2.2). A height of 0 may be told behind the first scan, which no
 * program that scans does.
 */
function sizeOfJpeg(head: Buffer): Size | undefined {
  let position = 2;
  for (;;) {
    while (head.readUInt8(position) === 0xff) position++;
    const marker = head.readUInt8(position);
    if (isFrame(marker)) return { height: head.readUInt16BE(position + 4), width: head.readUInt16BE(position + 6) };
    if (marker === END_OF_IMAGE || marker === START_OF_SCAN) return undefined;
    position += 1 + head.readUInt16BE(position + 1);
  }
}

const END_OF_IMAGE = 0xd9;
const START_OF_SCAN = 0xda;

/** SOF0 to SOF15, between which lie the tables DHT, JPG and DAC. */
function isFrame(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
}

/** The first directory of fields (TIFF 6.0, section 2); both fields are SHORT or LONG. */
function sizeOfTiff(head: Buffer): Size | undefined {
  const little = head[0] === 0x49;
  const short = (at: number) => (little ? head.readUInt16LE(at) : head.readUInt16BE(at));
  const long = (at: number) => (little ? head.readUInt32LE(at) : head.readUInt32BE(at));
  const directory = long(4);
  const fields = new Map<number, number>();
  for (let field = 0; field < short(directory); field++) {
    const at = directory + 2 + field * 12;
    fields.set(short(at), short(at + 2) === SHORT ? short(at + 8) : long(at + 8));
  }
  const [width, height] = [fields.get(IMAGE_WIDTH), fields.get(IMAGE_LENGTH)];
  return width === undefined || height === undefined ? undefined : { width, height };
}

const IMAGE_WIDTH = 256;
const IMAGE_LENGTH = 257;
const SHORT = 3;
