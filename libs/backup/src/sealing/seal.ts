import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';

/*
 * How a file is sealed: 16 bytes of salt, then frames of `length | content | tag`. A single AES-GCM message would have to be
 * read whole before a byte of it may be believed, and may not be longer than 64 GiB; frames are believed one by one. The
 * number of a frame is its nonce, and the last one says that it is, so nothing can be left out, exchanged or cut off.
 */

const SALT_BYTES = 16;
const TAG_BYTES = 16;
const FRAME_BYTES = 65_536;
/** Set in the length of the last frame. */
const LAST = 0x8000_0000;

/** A seal was broken: the wrong key, or the file is not as it was written. */
export class BrokenSealError extends Error {
  override readonly name = 'BrokenSealError';
}

/** @param what names the file: a file in the place of another does not open */
export async function* seal(key: Uint8Array, what: string, content: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const salt = randomBytes(SALT_BYTES);
  const own = keyOf(key, salt, what);
  yield salt;
  let number = 0;
  let held: Buffer | undefined;
  for await (const frame of inFrames(content)) {
    if (held !== undefined) yield sealFrame(own, number++, held, 0);
    held = frame;
  }
  yield sealFrame(own, number, held ?? Buffer.alloc(0), LAST);
}

/** @throws BrokenSealError before any byte that was not sealed with this key */
export async function* unseal(key: Uint8Array, what: string, sealed: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const reader = new ExactReader(sealed);
  const own = keyOf(key, await reader.take(SALT_BYTES), what);
  for (let number = 0; ; number++) {
    const head = await reader.take(4);
    const length = head.readUInt32BE();
    const size = length & ~LAST;
    if (size > FRAME_BYTES) throw new BrokenSealError('a frame is too long');
    const body = await reader.take(size + TAG_BYTES);
    yield openFrame(own, number, head, body);
    if ((length & LAST) === 0) continue;
    if (!(await reader.isAtEnd())) throw new BrokenSealError('something stands behind its end');
    return;
  }
}

function sealFrame(key: Uint8Array, number: number, content: Uint8Array, last: number): Buffer {
  const head = Buffer.alloc(4);
  head.writeUInt32BE((content.byteLength | last) >>> 0);
  const cipher = createCipheriv('aes-256-gcm', key, nonceOf(number));
  cipher.setAAD(head);
  const body = Buffer.concat([cipher.update(content), cipher.final()]);
  return Buffer.concat([head, body, cipher.getAuthTag()]);
}

function openFrame(key: Uint8Array, number: number, head: Buffer, body: Buffer): Buffer {
  const decipher = createDecipheriv('aes-256-gcm', key, nonceOf(number), { authTagLength: TAG_BYTES });
  decipher.setAAD(head);
  decipher.setAuthTag(body.subarray(-TAG_BYTES));
  try {
    return Buffer.concat([decipher.update(body.subarray(0, -TAG_BYTES)), decipher.final()]);
  } catch {
    throw new BrokenSealError('it was sealed with another key, or changed since');
  }
}

function keyOf(key: Uint8Array, salt: Uint8Array, what: string): Uint8Array {
  return new Uint8Array(hkdfSync('sha256', key, salt, `congvan-backup:${what}`, 32));
}

function nonceOf(number: number): Buffer {
  const nonce = Buffer.alloc(12);
  nonce.writeBigUInt64BE(BigInt(number), 4);
  return nonce;
}

async function* inFrames(content: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  let rest = Buffer.alloc(0);
  for await (const chunk of content) {
    rest = rest.byteLength === 0 ? Buffer.from(chunk) : Buffer.concat([rest, chunk]);
    for (; rest.byteLength >= FRAME_BYTES; rest = rest.subarray(FRAME_BYTES)) yield rest.subarray(0, FRAME_BYTES);
  }
  if (rest.byteLength > 0) yield rest;
}

/** Takes so many bytes of a stream, whatever its chunks are. */
class ExactReader {
  private readonly chunks: AsyncIterator<Uint8Array>;
  private rest = Buffer.alloc(0);

  constructor(content: AsyncIterable<Uint8Array>) {
    this.chunks = content[Symbol.asyncIterator]();
  }

  async take(bytes: number): Promise<Buffer> {
    while (this.rest.byteLength < bytes) if (!(await this.fill())) throw new BrokenSealError('it is cut off');
    const taken = this.rest.subarray(0, bytes);
    this.rest = this.rest.subarray(bytes);
    return taken;
  }

  async isAtEnd(): Promise<boolean> {
    return this.rest.byteLength === 0 && !(await this.fill());
  }

  private async fill(): Promise<boolean> {
    const next = await this.chunks.next();
    if (next.done === true) return false;
    this.rest = Buffer.concat([this.rest, next.value]);
    return true;
  }
}
