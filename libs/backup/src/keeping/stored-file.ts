import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { Readable } from 'node:stream';
import { BrokenSealError, seal, unseal } from '../sealing/seal.js';
import { BackupDamagedError } from '../errors.js';
import type { BackupFolder } from './backup-folder.js';

interface Stored {
  readonly path: string;
  readonly bytes: number;
  readonly sha256: string;
}

/**
 * Writes content to a file of a backup, sealed where there is a key. `BackupFolder.finish` puts it on the disk for good.
 * @param what the path within the backup; a sealed file opens under it alone
 */
export async function writeStored(
  target: string,
  { what, key, content }: { readonly what: string; readonly key: Uint8Array | undefined; readonly content: AsyncIterable<Uint8Array> },
): Promise<{ bytes: number; sha256: string }> {
  const hash = createHash('sha256');
  let bytes = 0;
  const out = createWriteStream(target, { flags: 'wx', mode: 0o600 });
  // Looked at in the end: until then a failure shows as that of the next write.
  const ended = finished(out).then(
    () => undefined,
    (error: unknown) => ({ error }),
  );
  const stop = () => ended.then((failure) => Promise.reject((failure?.error as Error | undefined) ?? new Error('The file was closed.')));
  for await (const chunk of key === undefined ? content : seal(key, what, content)) {
    hash.update(chunk);
    bytes += chunk.byteLength;
    if (out.destroyed) await stop();
    if (!out.write(chunk)) await Promise.race([once(out, 'drain'), stop()]);
  }
  out.end();
  const failure = await ended;
  if (failure !== undefined) throw failure.error;
  return { bytes, sha256: hash.digest('hex') };
}

/**
 * The content of a file of a backup, unsealed. Its length and checksum are compared as it is read, so its end comes only
 * where all of it is right.
 * @throws BackupDamagedError
 */
export async function* readStored(folder: BackupFolder, name: string, stored: Stored): AsyncGenerator<Uint8Array> {
  const damaged = (what: string) => new BackupDamagedError([{ where: `${name}/${stored.path}`, what }]);
  const checked = checkedStream(folder.stream(name, stored.path), stored, damaged);
  try {
    yield* folder.key === undefined ? checked : unseal(folder.key, stored.path, checked);
  } catch (error) {
    if (error instanceof BrokenSealError) throw damaged(error.message);
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') throw damaged('is missing');
    throw error;
  }
}

/** The rows of a table: unsealed and unpacked. @throws BackupDamagedError */
export async function* readRows(folder: BackupFolder, name: string, stored: Stored): AsyncGenerator<Uint8Array> {
  const packed = Readable.from(readStored(folder, name, stored), { objectMode: false });
  const unpacked = createGunzip();
  packed.on('error', (error) => unpacked.destroy(error));
  try {
    for await (const chunk of packed.pipe(unpacked)) yield chunk as Uint8Array;
  } catch (error) {
    if (!String((error as NodeJS.ErrnoException).code).startsWith('Z_')) throw error;
    throw new BackupDamagedError([{ where: `${name}/${stored.path}`, what: 'cannot be unpacked' }]);
  } finally {
    packed.destroy();
  }
}

async function* checkedStream(
  content: AsyncIterable<Uint8Array>,
  { bytes, sha256 }: Stored,
  damaged: (what: string) => Error,
): AsyncGenerator<Uint8Array> {
  const hash = createHash('sha256');
  let read = 0;
  for await (const chunk of content) {
    hash.update(chunk);
    read += chunk.byteLength;
    yield chunk;
  }
  if (read !== bytes) throw damaged(`has ${read} bytes instead of ${bytes}`);
  if (hash.digest('hex') !== sha256) throw damaged('was changed since it was written');
}
